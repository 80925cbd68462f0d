package dev.bulkgpt.store;

import com.zaxxer.hikari.HikariConfig;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the database is, and the connections to it.
///
/// @param jdbcUrl complete, user and password excepted
/// @param user empty for SQLite
/// @param password never printed
public record DatabaseSettings(Dialect dialect, String jdbcUrl, String user, String password) {

  private static final int BUSY_TIMEOUT_MS = 10_000;
  private static final int CONNECTION_TIMEOUT_MS = 3_000;
  private static final int SQLITE_TURN_TIMEOUT_MS = 60_000;
  private static final int VALIDATION_TIMEOUT_MS = 1_000;
  private static final int READ_TIMEOUT_S = 5;
  private static final int WRITE_TIMEOUT_S = 10;
  private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");

  /// An embedded database in one file (and its `-wal` and `-shm` beside it).
  public static DatabaseSettings sqlite(Path file) {
    return new DatabaseSettings(Dialect.SQLITE, "jdbc:sqlite:" + file.toAbsolutePath(), "", "");
  }

  /// @param url `postgresql://user:password@host:port/database`; special characters of user,
  ///   password and database are percent-encoded
  /// @throws IllegalArgumentException when the URL has another shape; the message holds no password
  public static DatabaseSettings postgres(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (url.getScheme() == null
        || !SCHEMES.contains(url.getScheme())
        || url.getHost() == null
        || path.length() < 2) {
      throw new IllegalArgumentException(
          "a database URL looks like postgresql://user:password@host/database");
    }
    String[] login = (url.getRawUserInfo() == null ? "" : url.getRawUserInfo()).split(":", 2);
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    Map<String, String> options = options(url.getRawQuery());
    String user = options.remove("user");
    String password = options.remove("password");
    // With it the driver no longer tells which rows of a batch were written.
    options.remove("reWriteBatchedInserts");
    return new DatabaseSettings(
        Dialect.POSTGRES,
        "jdbc:postgresql://" + url.getHost() + port + path.replace("+", "%2B") + query(options),
        user == null ? decoded(login[0]) : user,
        password != null ? password : login.length > 1 ? decoded(login[1]) : "");
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : (query == null ? "" : query).split("&", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length == 2) {
        options.put(parts[0], decoded(parts[1]));
      }
    }
    return options;
  }

  private static String query(Map<String, String> options) {
    return options.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", options.isEmpty() ? "" : "?", ""));
  }

  /// A plus stands for itself, as it does in URIs outside of forms.
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// Where it is, for people: no user, no password, no options.
  public String place() {
    return jdbcUrl.replaceFirst("^jdbc:(sqlite:)?", "").replaceFirst("\\?.*$", "");
  }

  @Override
  public String toString() {
    return dialect + " " + place();
  }

  /// Connections that may write. SQLite: exactly one, so writers queue here, fairly, and not in the
  /// file's lock; it syncs at each commit (`synchronous=FULL`), for a committed result must survive
  /// a power cut.
  HikariConfig writers(int postgresConnections) {
    HikariConfig config = pool("write");
    switch (dialect) {
      case SQLITE -> {
        config.setMaximumPoolSize(1);
        // A writer waits for its turn however long the one before it takes.
        config.setConnectionTimeout(SQLITE_TURN_TIMEOUT_MS);
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        config.addDataSourceProperty("synchronous", "FULL");
      }
      case POSTGRES -> {
        config.setMaximumPoolSize(postgresConnections);
        config.addDataSourceProperty("socketTimeout", Integer.toString(WRITE_TIMEOUT_S));
      }
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
        driver.setProperty("socketTimeout", Integer.toString(READ_TIMEOUT_S));
        driver.setProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row.
        driver.setProperty("logServerErrorDetail", "false");
      }
    }
    return driver;
  }
}
