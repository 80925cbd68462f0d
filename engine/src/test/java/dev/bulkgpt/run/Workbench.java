package dev.bulkgpt.run;

import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.step.BuiltInSteps;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An engine over a directory, with providers of the test's own.
final class Workbench implements AutoCloseable {

  static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());
  private static final int ROWS_AT_ONCE = 500;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(30);

  final Models models;
  final Blobs blobs;
  final Engine engine;
  final Database database;

  Workbench(Path directory, Map<String, Models.Endpoint> endpoints, Prices prices)
      throws IOException {
    models = new Models(endpoints, prices);
    // Apart from the database: files of no task are removed.
    blobs = new Blobs(directory.resolve("files"));
    database = new Database(DatabaseSettings.sqlite(directory.resolve("ledger.db")));
    engine =
        new Engine(
            database,
            blobs,
            models,
            READER,
            EngineSettings.forServer(ROWS_AT_ONCE, ROWS_AT_ONCE, GRACE, KEPT));
    engine.start();
  }

  static Workflow workflow(String yaml) {
    return READER.read(yaml).workflow().orElseThrow();
  }

  Intake takeIn(String blob, String csv) throws IOException {
    try (Blobs.Writing canonical = blobs.create(blob)) {
      Intake intake =
          CsvIntake.read(
              new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
              InputOptions.DEFAULT,
              canonical);
      canonical.commit();
      return intake;
    } catch (InputRefusedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void submit(String id, Workflow workflow, String csv, Optional<Money> cap) throws IOException {
    submit(id, workflow, csv, Selection.ALL, cap);
  }

  void submit(String id, Workflow workflow, String csv, Selection selection, Optional<Money> cap)
      throws IOException {
    Intake intake = takeIn(id + ".csv", csv);
    engine.submit(
        new NewTask(
            id,
            Origin.LOCAL,
            workflow.canonical(),
            intake.header(),
            id + ".csv",
            intake.rows(),
            intake.chunks(),
            selection,
            cap));
  }

  /// What the ledger says of a task.
  Ledger.ResultCursor results(String id) {
    return new Ledger(database, InstantSource.system()).results(id);
  }

  Task task(String id) {
    return engine.find(id).orElseThrow();
  }

  /// The task when nothing moves any more without a person.
  Task settled(String id) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> task(id), task -> task.state().isSettled());
  }

  /// The result's lines, the header first.
  List<List<String>> result(String id) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.writeResult(id, out, new ResultOptions(true, false, ',', false));
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().ofCsvRecord(out.toString(StandardCharsets.UTF_8))) {
      return csv.stream().map(CsvRecord::getFields).toList();
    }
  }

  @Override
  public void close() {
    engine.close();
    database.close();
    models.close();
  }
}
