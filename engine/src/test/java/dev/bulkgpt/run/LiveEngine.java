package dev.bulkgpt.run;

import static java.util.stream.Collectors.joining;

import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.step.BuiltInSteps;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An engine as a server has it, on a provider inside the test.
final class LiveEngine implements AutoCloseable {

  static final int CONCURRENCY = 8;

  static final Origin ORIGIN = new Origin("w1", "v0#Workflow#0#0");

  private static final String WORKFLOW =
      """
      name: Echo
      steps:
        - id: answer
          prompt: {model: test/m, user: "Say {{number}}"}
      """;

  final PatientProvider provider = new PatientProvider();
  final Engine engine;
  final Blobs blobs;

  private final Database database;
  private final Path directory;

  LiveEngine(Database database, Path directory) throws IOException {
    this.database = database;
    this.directory = directory;
    blobs = new Blobs(directory);
    engine =
        new Engine(
            database,
            blobs,
            new Models(
                Map.of("test", new Models.Endpoint(provider, Limits.concurrent(CONCURRENCY))),
                Prices.builtIn()),
            new WorkflowReader(BuiltInSteps.kinds()),
            new EngineSettings(
                4,
                8,
                500,
                Duration.ofSeconds(10),
                Optional.empty(),
                FailureRules.DEFAULT,
                Optional.of(ResultOptions.DEFAULT)));
  }

  /// A task of numbered rows.
  String submit(int rows) throws IOException {
    String id = UUID.randomUUID().toString();
    String csv =
        IntStream.rangeClosed(1, rows)
            .mapToObj(Integer::toString)
            .collect(joining("\n", "number\n", "\n"));
    try (Blobs.Writing canonical = blobs.create(id + ".csv")) {
      Intake intake =
          CsvIntake.read(
              new ByteArrayInputStream(csv.getBytes(StandardCharsets.US_ASCII)),
              InputOptions.DEFAULT,
              canonical);
      canonical.commit();
      engine.submit(
          new NewTask(
              id,
              ORIGIN,
              WORKFLOW,
              intake.header(),
              id + ".csv",
              intake.rows(),
              intake.chunks(),
              Selection.ALL,
              Optional.empty()));
    }
    return id;
  }

  Task task(String id) {
    return engine.find(id).orElseThrow();
  }

  Path file(String id) {
    return directory.resolve(id + ".csv");
  }

  /// The names of all files there are.
  Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    }
  }

  /// Results the ledger holds.
  long results(String id) {
    return count("SELECT count(*) FROM row_result WHERE task_id = ?", id);
  }

  /// Executions there are, of any task.
  long executions() {
    return count("SELECT count(*) FROM scheduled_tasks");
  }

  /// Failed runs of executions that are to be tried again.
  long failures() {
    return count("SELECT coalesce(sum(consecutive_failures), 0) FROM scheduled_tasks");
  }

  long count(String sql, Object... values) {
    return database.read(handle -> handle.select(sql, values).mapTo(long.class).one());
  }

  @Override
  public void close() {
    provider.letGo();
    engine.close();
  }
}
