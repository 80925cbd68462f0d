package dev.bulkgpt.task;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresStoreTest implements LedgerContract, WindowContract, AnswerContract {

  private static EmbeddedPostgres postgres;
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
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection admin = postgres.getPostgresDatabase().getConnection();
        Statement create = admin.createStatement()) {
      create.execute("CREATE DATABASE " + name);
    }
    URI url =
        URI.create("postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/" + name);
    database = new Database(DatabaseSettings.postgres(url));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public Database database() {
    return database;
  }
}
