package dev.bulkgpt.store;

import com.zaxxer.hikari.HikariConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/// Where the database is, and the connections to it.
///
/// @param jdbcUrl complete, user and password excepted
/// @param user empty for SQLite
/// @param password never printed
public record DatabaseSettings(Dialect dialect, String jdbcUrl, String user, String password) {

  private static final int BUSY_TIMEOUT_MS = 10_000;
  private static final int CONNECTION_TIMEOUT_MS = 3_000;
  private static final int VALIDATION_TIMEOUT_MS = 1_000;
  private static final int SOCKET_TIMEOUT_S = 10;

  /// An embedded database in one file (and its `-wal` and `-shm` beside it).
  public static DatabaseSettings sqlite(Path file) {
    return new DatabaseSettings(Dialect.SQLITE, "jdbc:sqlite:" + file.toAbsolutePath(), "", "");
  }

  /// @param url `postgresql://user:password@host:port/database`
  /// @throws IllegalArgumentException when the URL has another shape; the message holds no password
  public static DatabaseSettings postgres(URI url) {
    if (!"postgresql".equals(url.getScheme()) || url.getHost() == null || url.getPath() == null) {
      throw new IllegalArgumentException(
          "a database URL looks like postgresql://user:password@host/database");
    }
    String[] login = (url.getUserInfo() == null ? "" : url.getUserInfo()).split(":", 2);
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new DatabaseSettings(
        Dialect.POSTGRES,
        "jdbc:postgresql://" + url.getHost() + port + url.getPath() + query,
        login[0],
        login.length > 1 ? login[1] : "");
  }

  @Override
  public String toString() {
    return dialect + " " + jdbcUrl;
  }

  /// Connections that may write. SQLite: exactly one, so writers queue here, fairly, and not in the
  /// file's lock; it syncs at each commit (`synchronous=FULL`), for a committed result must survive
  /// a power cut.
  HikariConfig writers(int postgresConnections) {
    HikariConfig config = pool("write");
    switch (dialect) {
      case SQLITE -> {
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        config.addDataSourceProperty("synchronous", "FULL");
      }
      case POSTGRES -> config.setMaximumPoolSize(postgresConnections);
    }
    return config;
  }

  HikariConfig readers(int connections) {
    HikariConfig config = pool("read");
    config.setMaximumPoolSize(connections);
    return config;
  }

  private HikariConfig pool(String name) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(jdbcUrl);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    config.setValidationTimeout(VALIDATION_TIMEOUT_MS);
    config.setMinimumIdle(0);
    config.setDataSourceProperties(driverProperties());
    if (dialect == Dialect.POSTGRES) {
      config.setUsername(user);
      config.setPassword(password);
      config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '5s'");
    } else {
      // A writer waits for its turn however long the one before it takes.
      config.setConnectionTimeout(60_000);
      config.setMaxLifetime(0);
      config.setIdleTimeout(0);
      config.setMinimumIdle(1);
    }
    return config;
  }

  private Properties driverProperties() {
    Properties driver = new Properties();
    switch (dialect) {
      case SQLITE -> {
        driver.setProperty("journal_mode", "WAL");
        driver.setProperty("busy_timeout", Integer.toString(BUSY_TIMEOUT_MS));
      }
      case POSTGRES -> {
        driver.setProperty("connectTimeout", "3");
        driver.setProperty("socketTimeout", Integer.toString(SOCKET_TIMEOUT_S));
        driver.setProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row.
        driver.setProperty("logServerErrorDetail", "false");
      }
    }
    return driver;
  }
}
