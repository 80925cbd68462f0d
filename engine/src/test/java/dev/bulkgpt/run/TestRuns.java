package dev.bulkgpt.run;

import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.CsvOptions;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.step.BuiltInSteps;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// An engine on a SQLite file in a directory, whose provider `test` answers as it is told.
final class TestRuns implements AutoCloseable {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());
  private static final int CALLS = 64;

  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Engine engine;

  TestRuns(Path directory, Function<ModelRequest, ModelAnswer> answers) throws IOException {
    database = new Database(DatabaseSettings.sqlite(directory.resolve("test.db")));
    blobs = new Blobs(directory);
    models =
        new Models(
            Map.of("test", new Models.Endpoint(new Answering(answers), Limits.concurrent(CALLS))),
            Prices.builtIn().with("test/m: {input: 1, output: 2}"));
    EngineSettings settings = EngineSettings.forCalls(CALLS, CsvOptions.ROWS_PER_CHUNK);
    engine = new Engine(database, blobs, models, READER, settings);
    engine.start();
  }

  private record Answering(Function<ModelRequest, ModelAnswer> answers) implements Provider {
    @Override
    public Response ask(ModelRequest request) {
      return new Response(answers.apply(request), Told.NOTHING);
    }

    @Override
    public void close() {}
  }

  static ModelFailure refusal() {
    return new ModelFailure.Permanent(ErrorCode.REFUSED, "No.", new Usage(5, 0, 2));
  }

  Task run(String id, String workflow, String csv) throws IOException {
    return runFirst(id, workflow, csv, Long.MAX_VALUE);
  }

  /// Runs the first rows of a task.
  Task runFirst(String id, String workflow, String csv, long rows) throws IOException {
    Intake intake;
    try (Blobs.Writing canonical = blobs.create(id + ".csv")) {
      intake =
          CsvIntake.read(
              new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
              CsvOptions.DEFAULT,
              canonical);
      canonical.commit();
    }
    engine.submit(
        new NewTask(
            id,
            Origin.LOCAL,
            READER.read(workflow).workflow().orElseThrow().canonical(),
            intake.header(),
            id + ".csv",
            intake.rows(),
            intake.chunks(),
            new Selection.First(rows),
            Optional.empty()));
    return settled(id);
  }

  /// Lets a task go on with all its rows.
  Task goOn(String id) {
    engine.open(id, Selection.ALL, false);
    return settled(id);
  }

  Task settled(String id) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> engine.find(id).orElseThrow(), task -> task.state().isSettled());
  }

  Engine engine() {
    return engine;
  }

  /// The result's lines, the header first.
  List<List<String>> result(String id, boolean fullMeta) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.writeResult(id, out, new ResultOptions(fullMeta, false, false));
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().ofCsvRecord(out.toString(StandardCharsets.UTF_8))) {
      return csv.stream().map(CsvRecord::getFields).toList();
    }
  }

  @Override
  public void close() {
    engine.close();
    models.close();
    database.close();
  }
}
