package dev.bulkgpt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.store.Job.Next;
import dev.bulkgpt.store.ScheduleSettings;
import dev.bulkgpt.store.Schedules;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StepEntry;
import dev.bulkgpt.task.Entry.StopEntry;
import dev.bulkgpt.task.RowResult.RowError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every database must do for tasks, results and schedules.
interface StoreContract {

  int ROWS_PER_CHUNK = 10;
  Spend ONE_CALL = new Spend(1, new Usage(10, 2, 5), 700, 0, 0);

  Database database();

  @Test
  default void theFirstResultOfARowWins() {
    Fixture store = new Fixture(database(), 10);
    store.append(row(store, 3, RowStatus.SUCCEEDED, "first"));
    store.append(row(store, 3, RowStatus.SUCCEEDED, "second"));

    assertThat(store.cells(3)).containsExactly("first");
    assertThat(store.task().counts().succeeded()).isEqualTo(1);
    assertThat(store.task().spend()).isEqualTo(ONE_CALL);
  }

  @Test
  default void writingABatchAgainChangesNothing() {
    Fixture store = new Fixture(database(), 10);
    List<Entry> batch =
        List.of(
            row(store, 2, RowStatus.SUCCEEDED, "b"),
            row(store, 1, RowStatus.FAILED, "a"),
            step(store, 4, "first", "paid"));
    store.ledger.append(batch);
    Task once = store.task();
    store.ledger.append(batch);

    assertThat(store.task()).isEqualTo(once);
    assertThat(once.counts()).isEqualTo(new Counts(10, 1, 1, 0));
    assertThat(once.spend().calls()).isEqualTo(3);
  }

  @Test
  default void aFailedResultStandsUntilItsReplacementIsCommitted() {
    Fixture store = new Fixture(database(), 10);
    store.append(row(store, 1, RowStatus.FAILED, "bad"));
    store.window.open(store.id, Selection.ALL, true);
    Task reopened = store.task();
    Standing standing = store.standing();

    assertThat(reopened.counts().failed()).isEqualTo(1);
    assertThat(standing.isDone(1)).isFalse();
    assertThat(standing.failedBefore(1)).isTrue();

    store.append(replacement(store, 1, reopened.retryRound(), "good"));
    store.append(replacement(store, 1, reopened.retryRound(), "late"));
    assertThat(store.cells(1)).containsExactly("good");
    assertThat(store.task().counts()).isEqualTo(new Counts(10, 1, 0, 0));
    assertThat(store.task().spend().calls()).isEqualTo(2);
  }

  @Test
  default void aSucceededResultIsNeverReplaced() {
    Fixture store = new Fixture(database(), 10);
    store.append(row(store, 1, RowStatus.SUCCEEDED, "paid"));
    store.append(replacement(store, 1, 7, "other"));

    assertThat(store.cells(1)).containsExactly("paid");
  }

  @Test
  default void whatAStoppedRowPaidCountsOnceAndInItsRoundOnly() {
    Fixture store = new Fixture(database(), 10);
    Entry stop = new StopEntry(store.id, 5, UUID.randomUUID().toString(), 0, ONE_CALL);
    store.append(stop);
    store.append(stop);
    store.append(new StopEntry(store.id, 5, UUID.randomUUID().toString(), 0, ONE_CALL));

    assertThat(store.task().spend().calls()).isEqualTo(2);
    assertThat(store.standing().stoppedSpend(5)).isEqualTo(ONE_CALL.plus(ONE_CALL));
    assertThat(store.standing().stoppedSpend(4)).isEqualTo(Spend.NONE);
    assertThat(store.ledger.standing(store.id, new ChunkSpan(0, 1, 10, 0, 1), 1).stoppedSpend(5))
        .isEqualTo(Spend.NONE);
  }

  @Test
  default void aCapIsExactAndMayGo() {
    Fixture store = new Fixture(database(), 10);
    CapStore caps = new CapStore(database());
    assertThat(store.task().maxCost()).isEmpty();

    caps.set(store.id, Optional.of(Money.ofNanoUsd(1)));
    assertThat(store.task().maxCost()).contains(Money.ofNanoUsd(1));
    caps.set(store.id, Optional.of(Money.ofUsd(Money.MAX_CAP_USD)));
    assertThat(store.task().maxCost()).contains(Money.ofUsd(Money.MAX_CAP_USD));
    caps.set(store.id, Optional.empty());
    assertThat(store.task().maxCost()).isEmpty();
  }

  @Test
  default void savedStepsLastUntilTheRowSucceeds() {
    Fixture store = new Fixture(database(), 10);
    store.append(step(store, 5, "ask", "paid answer"));
    assertThat(store.standing().savedSteps(5).values())
        .singleElement()
        .satisfies(saved -> assertThat(saved.cells()).containsExactly("paid answer"));

    store.append(
        new RowEntry(
            store.id,
            result(5, RowStatus.FAILED, "x"),
            0,
            false,
            true,
            Learned.NOTHING,
            Spend.NONE));
    store.window.open(store.id, Selection.ALL, true);
    assertThat(store.standing().savedSteps(5)).containsKey("ask");

    store.append(
        new RowEntry(
            store.id,
            result(5, RowStatus.SUCCEEDED, "y"),
            1,
            true,
            true,
            Learned.NOTHING,
            Spend.NONE));
    assertThat(store.standing().savedSteps(5)).isEmpty();
  }

  @Test
  default void textNoDatabaseTakesIsCleaned() {
    Fixture store = new Fixture(database(), 10);
    store.append(row(store, 1, RowStatus.SUCCEEDED, "a\u0000b\ud800c\ud83d\ude00\"\\\n"));
    store.append(
        new RowEntry(
            store.id,
            new RowResult(
                2,
                RowStatus.FAILED,
                List.of(""),
                Optional.of(new RowError(ErrorCode.PROVIDER_ERROR, "s", "nul \u0000 here")),
                1,
                Spend.NONE,
                1),
            0,
            false,
            false,
            Learned.NOTHING,
            Spend.NONE));

    assertThat(store.cells(1)).containsExactly("a\ufffdb\ufffdc\ud83d\ude00\"\\\n");
    assertThat(store.tasks.errors(store.id, 5).getFirst().message()).isEqualTo("nul \ufffd here");
  }

  @Test
  default void resultsComeInOrderWhateverTheOrderTheyWereWritten() {
    Fixture store = new Fixture(database(), 40);
    for (long row : new long[] {40, 1, 17, 3, 39}) {
      store.append(row(store, row, RowStatus.SUCCEEDED, "v" + row));
    }
    List<Long> seen = new ArrayList<>();
    Ledger.ResultCursor results = store.ledger.results(store.id);
    for (long row = 1; row <= 40; row++) {
      results.at(row).ifPresent(result -> seen.add(result.row()));
    }

    assertThat(seen).containsExactly(1L, 3L, 17L, 39L, 40L);
  }

  @Test
  default void everyChunkRunsOnceAndThenTheTaskIsFinalized() {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    try (Fixture store = new Fixture(database(), 500)) {
      store.start(picked -> {
        ran.add(picked.instance());
        return store.endOf(picked);
      });
      await().until(() -> store.task().state() == TaskState.COMPLETED);
    }
    assertThat(ran).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  default void aPausedTaskParksItsChunksAndOpeningWakesThem() throws InterruptedException {
    CountDownLatch paused = new CountDownLatch(1);
    Map<String, Integer> runs = new ConcurrentHashMap<>();
    try (Fixture store = new Fixture(database(), 100)) {
      store.start(picked -> {
        paused.await();
        runs.merge(picked.instance(), 1, Integer::sum);
        return store.endOf(picked);
      });
      Pause reason = new Pause(Pause.Reason.HALT, Optional.of(ErrorCode.AUTH_ERROR), "Bad key.");
      assertThat(store.tasks.pause(store.id, reason)).isTrue();
      assertThat(store.tasks.pause(store.id, reason)).isFalse();
      paused.countDown();
      await().until(() -> store.parked() == Fixture.WINDOW);
      assertThat(store.task().pause()).contains(reason);

      store.window.open(store.id, Selection.ALL, false);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(store.task().pause()).isEmpty();
      assertThat(runs).hasSize(10);
    }
  }

  @Test
  default void anotherSelectionTakesUpJustTheMissingRows() {
    try (Fixture store = new Fixture(database(), 100, new Selection.First(15))) {
      List<Long> ran = new ArrayList<>();
      store.start(store.rowsInto(ran));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(store.task().counts()).isEqualTo(new Counts(15, 15, 0, 0));

      store.window.open(store.id, new Selection.Spread(10), false);
      await().until(() -> store.task().counts().done() == 10);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(ran).hasSize(24).doesNotHaveDuplicates();

      store.window.open(store.id, Selection.ALL, false);
      await().until(() -> store.task().counts().done() == 100);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(ran).hasSize(100).doesNotHaveDuplicates();
    }
  }

  @Test
  default void openingACompletedTaskWithNothingToDoLeavesIt() {
    try (Fixture store = new Fixture(database(), 20)) {
      store.start(store.rowsInto(new ArrayList<>()));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      Task before = store.task();

      assertThat(store.window.open(store.id, Selection.ALL, true).state())
          .isEqualTo(TaskState.COMPLETED);
      assertThat(store.task().times()).isEqualTo(before.times());
    }
  }

  @Test
  default void aTaskOpenedWhileItIsFinalizingIsNotCompletedByTheEarlierFinalizing()
      throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(1);
    Queue<String> finalized = new ConcurrentLinkedQueue<>();
    try (Fixture store = new Fixture(database(), 20)) {
      store.append(row(store, 3, RowStatus.FAILED, "bad"));
      List<Long> ran = new ArrayList<>();
      store.start(
          store.rowsInto(ran),
          picked -> {
            opened.await();
            finalized.add(picked.instance());
            return tx -> store.window.endFinalizing(tx, picked.instance());
          });
      await().until(() -> store.task().state() == TaskState.FINALIZING);

      assertThat(store.window.open(store.id, Selection.ALL, true).state().runsRows()).isTrue();
      await().until(() -> ran.contains(3L));
      opened.countDown();

      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(finalized).hasSize(2).doesNotHaveDuplicates();
      assertThat(store.task().counts()).isEqualTo(new Counts(20, 20, 0, 0));
      await().until(() -> store.scheduled() == 0);
    }
  }

  @Test
  default void aStaleCompletionLeavesTheWindowUnmoved() {
    AtomicInteger ran = new AtomicInteger();
    try (Fixture store = new Fixture(database(), 10)) {
      store.start(picked -> {
        if (ran.incrementAndGet() == 1) {
          store.steal(picked.instance());
        }
        return store.endOf(picked);
      });
      await().until(() -> ran.get() == 1 && store.stolenBy("elsewhere") == 1);
      assertThat(store.chunkStates()).containsExactly("SCHEDULED");
      assertThat(store.task().state()).isEqualTo(TaskState.PREPARING);
    }
  }

  @Test
  default void aRestartedNodeFreesWhatItHeldWhenItDied() {
    try (Fixture store = new Fixture(database(), 10)) {
      store.holdAll("local");
      store.start(store.rowsInto(new ArrayList<>()));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
    }
  }

  @Test
  default void whatThereIsToDoIsCounted() {
    Fixture store = new Fixture(database(), 60);
    Fixture other = new Fixture(database(), 10);
    store.tasks.begin(store.id);

    assertThat(store.tasks.countByState())
        .containsOnly(Map.entry(TaskState.RUNNING, 1L), Map.entry(TaskState.PREPARING, 1L));
    assertThat(store.schedules.load()).isEqualTo(new Schedules.Load(Fixture.WINDOW + 1, 0, 0));
    store.holdAll("local");
    assertThat(other.schedules.load()).isEqualTo(new Schedules.Load(0, Fixture.WINDOW + 1, 0));
  }

  @Test
  default void whatFailsIsToldWithoutTheValues() {
    String secret = "a-cell-nobody-may-log";
    assertThatThrownBy(() ->
            database()
                .writeOnly(tx -> {
                  for (int twice = 0; twice < 2; twice++) {
                    tx.createUpdate("INSERT INTO secret (name, value) VALUES (:name, 'x')")
                        .bind("name", secret)
                        .execute();
                  }
                }))
        .satisfies(failure -> {
          StringWriter log = new StringWriter();
          failure.printStackTrace(new PrintWriter(log));
          assertThat(log.toString()).contains("constraint").doesNotContain(secret);
        });
  }

  private static RowResult result(long row, RowStatus status, String cell) {
    Optional<RowError> error =
        status == RowStatus.FAILED
            ? Optional.of(new RowError(ErrorCode.TIMEOUT, "ask", "no answer"))
            : Optional.empty();
    return new RowResult(row, status, List.of(cell), error, 1, ONE_CALL, 12);
  }

  private static RowEntry row(Fixture store, long row, RowStatus status, String cell) {
    return new RowEntry(
        store.id, result(row, status, cell), 0, false, false, Learned.NOTHING, ONE_CALL);
  }

  private static RowEntry replacement(Fixture store, long row, int round, String cell) {
    return new RowEntry(
        store.id,
        result(row, RowStatus.SUCCEEDED, cell),
        round,
        true,
        false,
        Learned.NOTHING,
        ONE_CALL);
  }

  private static StepEntry step(Fixture store, long row, String step, String cell) {
    return new StepEntry(
        store.id,
        new StepResult(row, step, List.of(cell), 1, ONE_CALL, 9, Learned.NOTHING),
        ONE_CALL);
  }

  /// A task in a store of its own making.
  final class Fixture implements AutoCloseable {
    static final int WINDOW = 4;

    final String id = UUID.randomUUID().toString();
    final Database database;
    final Schedules schedules;
    final TaskStore tasks;
    final Window window;
    final Ledger ledger;

    Fixture(Database database, int rows) {
      this(database, rows, Selection.ALL);
    }

    Fixture(Database database, int rows, Selection selection) {
      this.database = database;
      InstantSource time = InstantSource.system();
      schedules = new Schedules(database, ScheduleSettings.alone(WINDOW, Duration.ZERO), time);
      tasks = new TaskStore(database, time);
      window = new Window(database, schedules, tasks, WINDOW);
      ledger = new Ledger(database, time);
      List<ChunkSpan> spans =
          IntStream.range(0, rows / ROWS_PER_CHUNK)
              .mapToObj(i ->
                  new ChunkSpan(i, (long) i * ROWS_PER_CHUNK + 1, ROWS_PER_CHUNK, i * 100L, 100))
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
                standing.failedBefore(row)
                    ? replacement(this, row, seen.retryRound(), "v")
                    : row(this, row, RowStatus.SUCCEEDED, "v"));
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
}
