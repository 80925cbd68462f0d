package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.store.Job.Next;
import dev.bulkgpt.store.ScheduleSettings;
import dev.bulkgpt.store.Schedules;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StepEntry;
import dev.bulkgpt.task.RowResult.RowError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A task in a store of its own making.
final class StoreFixture implements AutoCloseable {
  static final int WINDOW = 4;
  static final Spend ONE_CALL = new Spend(1, new Usage(10, 2, 5), 700, 0, 0);
  private static final int ROWS_PER_CHUNK = 10;

  final String id = UUID.randomUUID().toString();
  final Database database;
  final Schedules schedules;
  final TaskStore tasks;
  final Window window;
  final Ledger ledger;

  StoreFixture(Database database, int rows) {
    this(database, rows, Selection.ALL);
  }

  StoreFixture(Database database, int rows, Selection selection) {
    this.database = database;
    InstantSource time = InstantSource.system();
    schedules = new Schedules(database, ScheduleSettings.alone(WINDOW, Duration.ZERO), time);
    tasks = new TaskStore(database, time);
    window = new Window(database, schedules, tasks, WINDOW);
    ledger = new Ledger(database, time);
    List<ChunkSpan> spans =
        IntStream.range(0, rows / ROWS_PER_CHUNK)
            .mapToObj(
                i -> new ChunkSpan(i, (long) i * ROWS_PER_CHUNK + 1, ROWS_PER_CHUNK, i * 100L, 100))
            .toList();
    window.create(
        new NewTask(
            id,
            Origin.LOCAL,
            "{}",
            List.of("a"),
            "in.csv",
            rows,
            spans,
            selection,
            Optional.empty()),
        Optional.empty());
  }

  void start(Job chunkJob) {
    start(chunkJob, picked -> tx -> window.endFinalizing(tx, picked.instance()));
  }

  void start(Job chunkJob, Job finalizeJob) {
    schedules.start(Map.of(Window.RUN_CHUNK, chunkJob, Window.FINALIZE_TASK, finalizeJob));
  }

  /// A job that gives every selected row without a result one, and notes it.
  Job rowsInto(List<Long> ran) {
    return picked -> {
      Chunk chunk = window.chunk(picked.instance()).orElseThrow();
      Task seen = task();
      Standing standing = ledger.standing(id, chunk.span(), seen.retryRound());
      List<Entry> entries = new ArrayList<>();
      for (long row = chunk.span().firstRow(); row <= chunk.span().lastRow(); row++) {
        if (!standing.isDone(row) && seen.selection().contains(row, seen.inputRows())) {
          entries.add(
              standing.failedRound(row).isPresent()
                  ? replacement(row, seen.retryRound(), "v")
                  : row(row, RowStatus.SUCCEEDED, "v"));
        }
      }
      synchronized (ran) {
        entries.forEach(entry -> ran.add(entry.row()));
      }
      if (!entries.isEmpty()) {
        ledger.append(entries);
      }
      return tx -> window.endChunk(tx, chunk, seen, 0, standing.open() - entries.size());
    };
  }

  Job.Completion endOf(Job.Picked picked) {
    Chunk chunk = window.chunk(picked.instance()).orElseThrow();
    Task seen = task();
    return tx -> {
      Next next = window.endChunk(tx, chunk, seen, 0, 0);
      return next;
    };
  }

  static RowResult result(long row, RowStatus status, String cell) {
    Optional<RowError> error =
        status == RowStatus.FAILED
            ? Optional.of(new RowError(ErrorCode.TIMEOUT, "ask", "no answer"))
            : Optional.empty();
    return new RowResult(row, status, List.of(cell), error, 1, ONE_CALL, 12);
  }

  RowEntry row(long row, RowStatus status, String cell) {
    return new RowEntry(id, result(row, status, cell), 0, false, false, Learned.NOTHING, ONE_CALL);
  }

  RowEntry replacement(long row, int round, String cell) {
    return new RowEntry(
        id, result(row, RowStatus.SUCCEEDED, cell), round, true, false, Learned.NOTHING, ONE_CALL);
  }

  StepEntry step(long row, String step, String cell) {
    return new StepEntry(
        id, new StepResult(row, step, List.of(cell), 0, 1, ONE_CALL, 9, Learned.NOTHING), ONE_CALL);
  }

  void append(Entry entry) {
    ledger.append(List.of(entry));
  }

  Task task() {
    return tasks.find(id).orElseThrow();
  }

  Standing standing() {
    return ledger.standing(id, new ChunkSpan(0, 1, ROWS_PER_CHUNK, 0, 100), task().retryRound());
  }

  List<String> cells(long row) {
    return ledger.results(id).at(row).map(RowResult::cells).orElse(List.of());
  }

  List<String> chunkStates() {
    return database.read(handle ->
        handle
            .createQuery("SELECT state FROM chunk WHERE task_id = ?")
            .bind(0, id)
            .mapTo(String.class)
            .list());
  }

  int scheduled() {
    return count("1 = 1");
  }

  int parked() {
    return count("picked = FALSE AND execution_time > 200000000000000");
  }

  int stolenBy(String node) {
    return count("picked_by = '" + node + "'");
  }

  void holdAll(String node) {
    database.writeOnly(tx ->
        tx.execute(
            "UPDATE scheduled_tasks SET picked = TRUE, picked_by = ?, last_heartbeat = ?",
            node,
            System.currentTimeMillis()));
  }

  void steal(String instance) {
    database.writeOnly(tx ->
        tx.execute(
            """
            UPDATE scheduled_tasks SET picked_by = 'elsewhere', version = version + 1
            WHERE task_instance = ?
            """,
            instance));
  }

  private int count(String condition) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE :id AND "
                    + condition)
            .bind("id", id + "/%")
            .mapTo(int.class)
            .one());
  }

  @Override
  public void close() {
    schedules.close();
  }
}
