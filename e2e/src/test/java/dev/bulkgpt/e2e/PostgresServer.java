package dev.bulkgpt.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL that asks for passwords, and can be stopped and started again.
final class PostgresServer implements AutoCloseable {

  private static final String PASSWORD = "p@ss:w/rd#%+ ä";
  private static final String ESCAPED = "p%40ss%3Aw%2Frd%23%25+%20%C3%A4";

  private final Path directory;
  private EmbeddedPostgres postgres;
  private final int port;

  PostgresServer(Path work) {
    directory = work.resolve("postgres");
    postgres = start(0);
    port = postgres.getPort();
    try (Connection admin = postgres.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE ROLE bulk LOGIN PASSWORD '" + PASSWORD + "'");
      statement.execute("CREATE DATABASE bulkgpt OWNER bulk");
      Path rules = directory.resolve("pg_hba.conf");
      Files.writeString(rules, "host all bulk all scram-sha-256\n" + Files.readString(rules));
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres start(int wantedPort) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setPort(wantedPort)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url(ESCAPED);
  }

  String url(String password) {
    return "postgresql://bulk:%s@localhost:%d/bulkgpt".formatted(password, port);
  }

  /// Pieces of the password that must be seen nowhere.
  static String[] secrets() {
    return new String[] {PASSWORD, ESCAPED, "p@ss", "p%40ss"};
  }

  void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    postgres = start(port);
  }

  @Override
  public void close() {
    stop();
  }
}
