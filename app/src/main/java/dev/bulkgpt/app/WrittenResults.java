package dev.bulkgpt.app;

import dev.bulkgpt.store.Blobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The files a run wrote its result to, as they were then: what lies there now is the run's own
/// only while nobody changed it. Kept in the run's directory, the latest places only.
///
/// @param directory the run's
record WrittenResults(Path directory) {

  static final String FILE = "results.json";

  private static final int MOST_PLACES = 100;

  /// A file as it was when it was written.
  record Written(String path, long bytes, String modified) {

    private static Written as(Path file) throws IOException {
      return new Written(
          file.toRealPath().toString(),
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant().toString());
    }
  }

  boolean has(Path file) throws IOException {
    return all().contains(Written.as(file));
  }

  void add(Path file) throws IOException {
    Written now = Written.as(file);
    List<Written> all = new ArrayList<>(all());
    all.removeIf(it -> it.path().equals(now.path()));
    all.add(now);
    byte[] json =
        JsonMapper.shared()
            .writeValueAsBytes(all.subList(Math.max(0, all.size() - MOST_PLACES), all.size()));
    try (Blobs.Writing out = new Blobs(directory).create(FILE)) {
      out.write(json);
      out.commit();
    }
  }

  private List<Written> all() throws IOException {
    Path file = directory.resolve(FILE);
    return Files.exists(file)
        ? List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Written[].class))
        : List.of();
  }
}
