package dev.bulkgpt.run;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresEngineTest implements EngineContract {

  private static EmbeddedPostgres postgres;

  @TempDir Path work;
  private Database database;

  @BeforeAll
  static void startServer() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void open() throws SQLException {
    try (Connection admin = postgres.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS engine");
      statement.execute("CREATE DATABASE engine");
    }
    database =
        new Database(
            DatabaseSettings.postgres(
                URI.create("postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/engine")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public Path directory() {
    return work.resolve("files");
  }
}
