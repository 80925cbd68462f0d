package dev.bulkgpt.app;

import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.store.NewerSchemaException;
import dev.bulkgpt.workspace.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a server keeps, and where: a database and a directory of files. `keys` and `workflows` work
/// on the same database, also while the server runs.
///
/// @param directory the server's part of the data directory
record Installation(Path directory, DatabaseSettings databaseSettings) {

  private static final int ID_CHARS = 16;

  static Installation at(DataDirectory data, Configuration configuration) throws IOException {
    Path directory = data.path().resolve("server");
    Files.createDirectories(directory, DataDirectory.ownerOnly());
    return new Installation(directory, database(directory, configuration));
  }

  private static DatabaseSettings database(Path directory, Configuration configuration) {
    return configuration
        .get(Settings.DATABASE_URL)
        .orElseGet(() -> DatabaseSettings.sqlite(directory.resolve("bulkgpt.db")));
  }

  /// @throws CommandFailedException when the database cannot be reached or must not be touched
  Database open() {
    try {
      return new Database(databaseSettings);
    } catch (NewerSchemaException e) {
      throw new CommandFailedException(Exit.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new CommandFailedException(
          Exit.FAILED,
          "The database %s cannot be opened: %s"
              .formatted(
                  databaseSettings.place(), FailureWords.database(e).orElseThrow(() -> e) + "."));
    }
  }

  /// The files of this database's tasks: another database on the same data directory has its own.
  Blobs blobs(Database database) throws IOException {
    String id = new Secrets(database).get("files").substring(0, ID_CHARS);
    return new Blobs(directory.resolve("files").resolve(id));
  }

  /// One server at a time works on a data directory.
  RunLock lock() throws IOException {
    return RunLock.take(directory.resolve("lock"), "A server already runs on this data directory");
  }
}
