package dev.bulkgpt.app;

import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a server keeps, and where: a database and a directory of files. `keys` and `workflows` work
/// on the same database, also while the server runs.
///
/// @param directory the server's part of the data directory
record Installation(Path directory, DatabaseSettings databaseSettings) {

  static Installation at(DataDirectory data, Configuration configuration) throws IOException {
    Path directory = data.path().resolve("server");
    Files.createDirectories(directory, DataDirectory.ownerOnly());
    return new Installation(directory, database(directory, configuration));
  }

  private static DatabaseSettings database(Path directory, Configuration configuration) {
    Optional<String> url = configuration.get("database_url");
    if (url.isEmpty()) {
      return DatabaseSettings.sqlite(directory.resolve("bulkgpt.db"));
    }
    try {
      return DatabaseSettings.postgres(new URI(url.get()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw CommandFailedException.usage(
          "The database URL looks like postgresql://user:password@host/database.");
    }
  }

  Database open() {
    return new Database(databaseSettings);
  }

  Blobs blobs() throws IOException {
    return new Blobs(directory.resolve("files"));
  }

  /// One server at a time works on a data directory.
  RunLock lock() throws IOException {
    return RunLock.take(directory.resolve("lock"), "A server already runs on this data directory");
  }
}
