package dev.bulkgpt.app;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Notes;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.run.EngineSettings;
import dev.bulkgpt.run.FailureRules;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workbook.FileIntake;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The main job from files to file: finds the run by its key, takes the input in if it is new, lets
/// the engine work, shows progress, writes the result.
final class LocalRunner {

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

  /// A run's end is noticed within a hundredth of its time.
  private static final int LOOKS = 100;

  private final Request request;
  private final PrintWriter out;
  private final PrintWriter err;

  /// Everything a user may say about a run.
  record Request(
      RunOptions rows, ReadingOptions reading, SettingsOptions settings, ResultOutput output) {}

  LocalRunner(Request request, PrintWriter out, PrintWriter err) {
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /// @return an exit status
  int run(Path workflowFile, String inputName) throws IOException, InterruptedException {
    Workflow workflow = WorkflowFile.read(workflowFile, err);
    ResultOutput output = request.output();
    output.check(
        output.file(inputName, request.rows().selection()), workflowFile, Path.of(inputName));
    Optional<Money> cap = request.rows().cap(workflow);
    DataDirectory data =
        DataDirectory.open(Optional.ofNullable(request.settings().data), System.getenv());
    FailureRules rules = new FailureOptions(request.settings().configuration(data)).read();
    try (Providers providers = request.settings().providers(data);
        InputFile input = InputFile.open(inputName, System.in)) {
      Models models = providers.modelsFor(workflow);
      if (cap.isPresent()) {
        models
            .prices()
            .whyNoCap(workflow.models())
            .ifPresent(why -> {
              throw CommandFailedException.usage(why);
            });
      }
      LocalRuns runs = new LocalRuns(data, InstantSource.system());
      runs.expire();
      RunKey key = new RunKey(workflow.canonical(), input.sha256(), providers.baseUrls(workflow));
      LocalRun run = runs.run(key.id());
      try (RunLock _ = run.lock()) {
        try {
          return locked(run, workflow, input, models, rules);
        } finally {
          if (run.card().isEmpty()) {
            run.delete(); // Its input was refused: there is nothing to go on with.
          }
        }
      }
    }
  }

  private int locked(
      LocalRun run, Workflow workflow, InputFile input, Models models, FailureRules rules)
      throws IOException, InterruptedException {
    if (request.rows().fresh || run.card().isEmpty()) {
      run.clear();
    }
    EngineSettings settings =
        EngineSettings.forCalls(models.mostCalls(), InputOptions.ROWS_PER_CHUNK).with(rules);
    try (Database database = run.database();
        Engine engine =
            new Engine(database, run.blobs(), models, WorkflowFile.reader(), settings)) {
      if (run.card().isEmpty()) {
        accept(engine, run, workflow, input);
      } else {
        LocalRun.Card card = run.card().orElseThrow();
        request.reading().mustAgreeWith(card);
        if (!card.sheet().isEmpty() && request.reading().sheet == null) {
          err.println(
              "%s: note: this run was begun with the sheet `%s`; --sheet with --fresh reads another"
                  .formatted(input.name(), card.sheet()));
        }
      }
      engine.cap(LocalRun.TASK, request.rows().cap(workflow));
      LocalResult result =
          new LocalResult(
              request.output(),
              run,
              input.name(),
              request.rows().selection(),
              !run.card().orElseThrow().sheet().isEmpty(),
              err);
      result.check(engine);
      return watch(engine, models, result);
    }
  }

  private void accept(Engine engine, LocalRun run, Workflow workflow, InputFile input)
      throws IOException {
    Intake intake = takeIn(run.blobs(), input);
    intake.notes().forEach(note -> err.println(input.name() + ": note: " + note));
    err.flush();
    WorkflowFile.check(workflow, intake.header(), input.name(), err);
    engine.submit(
        new NewTask(
            LocalRun.TASK,
            Origin.LOCAL,
            workflow.canonical(),
            intake.header(),
            LocalRun.INPUT,
            intake.rows(),
            intake.chunks(),
            request.rows().selection(),
            request.rows().cap(workflow)));
    run.accept(
        LocalRun.Card.of(
            workflow.name(),
            input.name(),
            intake,
            request.reading().input(),
            System.currentTimeMillis()));
  }

  private Intake takeIn(Blobs blobs, InputFile input) throws IOException {
    try (Blobs.Writing canonical = blobs.create(LocalRun.INPUT)) {
      Intake intake =
          FileIntake.read(input.path(), input.name(), request.reading().input(), canonical);
      canonical.commit();
      return intake;
    } catch (InputRefusedException e) {
      throw CommandFailedException.usage(input.name() + ": " + e.getMessage());
    }
  }

  private int watch(Engine engine, Models models, LocalResult result)
      throws IOException, InterruptedException {
    Task task = engine.open(LocalRun.TASK, request.rows().selection(), request.rows().retryFailed);
    Spend before = task.spend();
    long started = System.nanoTime();
    RunProgress progress =
        new RunProgress(err, Console.errorIsTerminal(), models, started, task.counts().done());
    Interruption interruption = new Interruption(engine, err);
    try {
      engine.start();
      while (!task.state().isSettled()) {
        Thread.sleep(look(System.nanoTime() - started));
        task = engine.find(LocalRun.TASK).orElseThrow();
        progress.show(task, System.nanoTime());
      }
    } finally {
      progress.end();
      interruption.close();
    }
    if (task.state() == TaskState.PAUSED) {
      // Calls in flight at the pause still count: they end and are committed first.
      engine.close();
      task = engine.find(LocalRun.TASK).orElseThrow();
    }
    return end(
        engine,
        models.notes(),
        task,
        before,
        Duration.ofNanos(System.nanoTime() - started),
        result);
  }

  private static Duration look(long elapsedNanos) {
    Duration look = Duration.ofNanos(elapsedNanos / LOOKS);
    if (look.compareTo(SHORTEST_LOOK) < 0) {
      return SHORTEST_LOOK;
    }
    return look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
  }

  private int end(
      Engine engine, Notes notes, Task task, Spend before, Duration took, LocalResult result)
      throws IOException {
    Optional<LocalResult.Written> written =
        task.state() == TaskState.COMPLETED ? Optional.of(result.write(engine)) : Optional.empty();
    RunSummary summary =
        new RunSummary(task, engine.errors(LocalRun.TASK), notes.said(), before, took, written);
    if (!request.output().json()) {
      summary.print(err);
    } else {
      (result.isStandardOutput() ? err : out).println(summary.json());
    }
    return switch (task.state()) {
      case COMPLETED -> task.counts().failed() > 0 ? Exit.ROWS_FAILED : Exit.OK;
      case PAUSED -> Exit.PAUSED;
      case CANCELED, FAILED, PREPARING, RUNNING, FINALIZING -> Exit.FAILED;
    };
  }
}
