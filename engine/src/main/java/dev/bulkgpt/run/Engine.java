package dev.bulkgpt.run;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.store.Schedules;
import dev.bulkgpt.task.Accepted;
import dev.bulkgpt.task.AnswerStore;
import dev.bulkgpt.task.CapStore;
import dev.bulkgpt.task.ErrorGroup;
import dev.bulkgpt.task.ExpiryStore;
import dev.bulkgpt.task.IdempotencyKey;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Progress;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.task.Window;
import dev.bulkgpt.workbook.ResultSurvey;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The product as a library: tasks go in, run durably, and their results come out.
///
/// ```java
/// try (Engine engine = new Engine(database, blobs, models, reader, settings)) {
///   engine.start();
///   engine.submit(task);
///   …
/// }
/// ```
///
/// Safe for use by many threads. What [#submit] and [#open] return is durable. Task methods throw
/// [IllegalStateException] for an unknown task, and Jdbi's exceptions while the database is away.
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int ERROR_GROUPS = 20;

  private final EngineSettings settings;
  private final Schedules schedules;
  private final TaskStore tasks;
  private final Window window;
  private final CapStore caps;
  private final ExpiryStore expiry;
  private final Ledger ledger;
  private final AnswerStore answers;
  private final LedgerWriter writer;
  private final NodeRows node;
  private final ResultFile results;
  private final Blobs blobs;
  private boolean closed;

  public Engine(
      Database database,
      Blobs blobs,
      Models models,
      WorkflowReader reader,
      EngineSettings settings) {
    InstantSource time = InstantSource.system();
    this.settings = settings;
    this.blobs = blobs;
    schedules = new Schedules(database, settings.alone(), time);
    tasks = new TaskStore(database, time);
    window = new Window(database, schedules, tasks, settings.chunksInFlight());
    caps = new CapStore(database);
    expiry = new ExpiryStore(database, time);
    ledger = new Ledger(database, time);
    answers = new AnswerStore(database, time);
    writer = new LedgerWriter(ledger, settings.ledgerBatchRows(), this::unwritable);
    node =
        new NodeRows(
            tasks,
            answers,
            reader,
            new RowTools(
                models, writer, RetryPolicy.standard(), settings.failures(), System::nanoTime));
    results = new ResultFile(tasks, ledger, blobs, reader);
  }

  /// Starts running what is due, beginning with what a crash interrupted. To be called before the
  /// first file of a task of this process is written, where there is a retention.
  public void start() throws IOException {
    Map<String, Job> jobs = new HashMap<>();
    jobs.put(Window.RUN_CHUNK, new ChunkRun(tasks, window, ledger, blobs, node));
    jobs.put(
        Window.FINALIZE_TASK,
        new FinalizeTask(window, results, blobs, settings.resultBlob(), node));
    Optional<Duration> retention = settings.retention();
    if (retention.isPresent()) {
      jobs.put(
          ExpireData.NAME, new ExpireData(expiry, blobs, retention.get(), InstantSource.system()));
    }
    schedules.start(jobs);
    if (retention.isPresent()) {
      schedules.makeDue(ExpireData.NAME, ExpireData.INSTANCE);
    }
  }

  /// Goes on when a person says so, for each round would be paid again.
  private void unwritable(String task) {
    node.stop(task);
    try {
      tasks.pause(
          task,
          Pause.of(
              ErrorCode.INTERNAL,
              "The database does not take a result; the log says why. Mend it and go on."));
    } catch (RuntimeException e) {
      LOG.error("task {} cannot be paused", task, e);
    }
  }

  /// Accepts a task, whose canonical input is among the blobs already.
  public void submit(NewTask task) {
    window.create(task, Optional.empty());
  }

  /// Accepts a task unless the key says that it was asked for before.
  public Accepted submit(NewTask task, IdempotencyKey key) {
    return window.create(task, Optional.of(key));
  }

  /// How far a workspace's task is; empty when it has no such task.
  public Optional<Progress> progress(String workspaceId, String id) {
    return tasks.progress(workspaceId, id);
  }

  /// Tasks of a workspace, the latest first (see [TaskStore#list]).
  public List<Task> list(String workspaceId, Optional<Task> before, int limit) {
    return tasks.list(workspaceId, before, limit);
  }

  /// Lets a task go on, whatever stopped it (see [Window#open]).
  public Task open(String id, Selection selection, boolean retryFailed) {
    return window.open(id, selection, retryFailed);
  }

  /// Sets a task's spending cap; calls in flight are not touched. To let a paused task go on,
  /// [#open] it then.
  ///
  /// @param cap empty: none
  public void cap(String id, Optional<Money> cap) {
    caps.set(id, cap);
    node.cap(id, cap);
  }

  public Optional<Task> find(String id) {
    return tasks.find(id);
  }

  /// A workspace's task; empty when it has no such task.
  public Optional<Task> find(String workspaceId, String id) {
    return tasks.find(workspaceId, id);
  }

  /// Failed rows by reason, the most frequent first.
  public List<ErrorGroup> errors(String id) {
    return tasks.errors(id, ERROR_GROUPS);
  }

  /// A person stops a task; rows whose calls are in flight end first.
  ///
  /// @return whether this call paused it
  public boolean pause(String id) {
    boolean paused =
        tasks.pause(
            id, new Pause(Pause.Reason.USER, Optional.empty(), "Paused. Resume it to go on."));
    node.stop(id);
    return paused;
  }

  /// A person stops a task for good; rows whose calls are in flight end first and are kept.
  ///
  /// @return whether this call canceled it
  public boolean cancel(String id) {
    boolean canceled = window.cancel(id);
    node.stop(id);
    return canceled;
  }

  /// The name of a completed task's result among the blobs, when the engine keeps results.
  public static String resultName(String id) {
    return FinalizeTask.blobName(id);
  }

  /// Writes the result as it stands.
  public void writeResult(String id, OutputStream out, ResultOptions options) throws IOException {
    results.write(id, ResultFile.csv(out, options));
  }

  /// Writes the result as it stands, as JSON Lines.
  public void writeResultJsonl(String id, OutputStream out, boolean fullMeta) throws IOException {
    results.write(id, ResultFile.jsonl(out, fullMeta));
  }

  /// Why a workbook cannot hold the rows of a selection, as far as the input tells; a workbook of
  /// ours cuts answers that are too long.
  public Optional<String> whyNoWorkbook(String id, Selection selection, boolean fullMeta)
      throws IOException {
    return results.whyNoWorkbook(id, selection, fullMeta);
  }

  /// Looks through the result as it stands, for [#writeWorkbook].
  public ResultSurvey surveyResult(String id, boolean fullMeta) throws IOException {
    return results.write(id, ResultFile.survey(fullMeta));
  }

  /// Writes the result as it stands, as a workbook.
  public void writeWorkbook(String id, OutputStream out, ResultSurvey survey) throws IOException {
    results.write(id, ResultFile.workbook(out, survey));
  }

  /// Rows that ended so and were committed since this engine was made.
  public long rows(RowStatus status) {
    return writer.rows(status);
  }

  /// Results that wait for their commit.
  public int queuedResults() {
    return writer.queued();
  }

  /// How many tasks there are in each state; states without a task are absent.
  public Map<TaskState, Long> tasksByState() {
    return tasks.countByState();
  }

  /// What is scheduled: chunks to run and tasks to finalize.
  public Schedules.Load scheduled() {
    return schedules.load();
  }

  /// Stops starting calls, lets those in flight end within the grace time, commits, and hands the
  /// rest back to the schedule. What is read afterwards is final. Closing twice does no harm.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    node.stopAll();
    Thread aborter =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(settings.grace());
                node.abortAll();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    schedules.close();
    aborter.interrupt();
    writer.close();
  }
}
