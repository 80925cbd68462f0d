package dev.bulkgpt.task;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest implements LedgerContract, WindowContract, AnswerContract {

  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void open() {
    database = new Database(DatabaseSettings.sqlite(directory.resolve("test.db")));
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
