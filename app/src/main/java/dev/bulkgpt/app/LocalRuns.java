package dev.bulkgpt.app;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All runs of a data directory.
final class LocalRuns {

  /// Finished runs are kept this long.
  static final Duration KEEP_FINISHED = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(LocalRuns.class);

  private final Path directory;
  private final InstantSource time;

  LocalRuns(DataDirectory data, InstantSource time) {
    directory = data.runs();
    this.time = time;
  }

  /// A run as the list shows it.
  ///
  /// @param task empty while it was never accepted
  record Listed(LocalRun run, Optional<LocalRun.Card> card, Optional<Task> task) {}

  LocalRun run(String id) {
    return new LocalRun(id, directory.resolve(id));
  }

  /// The runs whose id starts so.
  List<LocalRun> startingWith(String prefix) throws IOException {
    return all().stream().filter(run -> run.id().startsWith(prefix)).toList();
  }

  /// All runs, the latest first.
  List<Listed> list() throws IOException {
    List<Listed> listed = new ArrayList<>();
    for (LocalRun run : all()) {
      listed.add(new Listed(run, run.card(), task(run)));
    }
    listed.sort(
        Comparator.comparing((Listed it) -> it.card().map(LocalRun.Card::createdAt).orElse(0L))
            .reversed());
    return listed;
  }

  /// Deletes finished runs nobody used for [#KEEP_FINISHED]. A run in use is left alone.
  void expire() throws IOException {
    Instant before = time.instant().minus(KEEP_FINISHED);
    for (LocalRun run : all()) {
      if (run.lastUsed().isBefore(before)) {
        expire(run);
      }
    }
  }

  private static void expire(LocalRun run) throws IOException {
    try (RunLock _ = run.lock()) {
      boolean unfinished = task(run).filter(it -> it.state() != TaskState.COMPLETED).isPresent();
      if (!unfinished) {
        run.delete();
      }
    } catch (CommandFailedException e) {
      LOG.debug("run {} is in use and stays", run.id());
    }
  }

  private static Optional<Task> task(LocalRun run) throws IOException {
    if (run.card().isEmpty()) {
      return Optional.empty();
    }
    try (Database database = run.database()) {
      return new TaskStore(database, InstantSource.system()).find(LocalRun.TASK);
    }
  }

  private List<LocalRun> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> new LocalRun(String.valueOf(path.getFileName()), path))
          .toList();
    }
  }
}
