package dev.bulkgpt.run;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteEngineTest implements EngineContract {

  @TempDir Path work;
  private Database database;

  @BeforeEach
  void open() {
    database = new Database(DatabaseSettings.sqlite(work.resolve("test.db")));
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
