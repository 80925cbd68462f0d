package dev.bulkgpt.run;

import dev.bulkgpt.csv.BrokenFileException;
import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.store.LostBlobException;
import dev.bulkgpt.task.Chunk;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StopEntry;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.Standing;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.task.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `run-chunk` execution: runs every selected row of a chunk that has no result. That one rule
/// is crash recovery, resume and retry-failed alike. A task whose input is lost fails; a disk that
/// fails is tried again later.
final class ChunkRun implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkRun.class);

  private final TaskStore tasks;
  private final Window window;
  private final Ledger ledger;
  private final Blobs blobs;
  private final NodeRows node;

  /// @param node what this process runs at the moment
  ChunkRun(TaskStore tasks, Window window, Ledger ledger, Blobs blobs, NodeRows node) {
    this.tasks = tasks;
    this.window = window;
    this.ledger = ledger;
    this.blobs = blobs;
    this.node = node;
  }

  @Override
  public Completion run(Picked picked) throws InterruptedException {
    Optional<Chunk> found = window.chunk(picked.instance());
    Optional<Task> task = tasks.find(Window.taskOf(picked.instance()));
    if (found.isEmpty() || task.isEmpty()) {
      return transaction -> Next.DONE;
    }
    Chunk chunk = found.get();
    Task seen = task.get();
    LogContext.enter(seen);
    Standing standing = ledger.standing(seen.id(), chunk.span(), seen.retryRound());
    if (!seen.state().runsRows()) {
      return tx -> window.endChunk(tx, chunk, seen, standing.open(), standing.open());
    }
    if (seen.state() == TaskState.PREPARING) {
      tasks.begin(seen.id());
    }
    List<OpenRow> open;
    try {
      open = openRows(seen, chunk, standing);
    } catch (LostBlobException | BrokenFileException e) {
      String sentence = LostInput.sentence(seen.id(), e);
      node.stop(seen.id());
      return tx -> window.fail(tx, seen.id(), sentence);
    } catch (IOException e) {
      throw new UncheckedIOException("the input of task " + seen.id() + " cannot be read", e);
    }
    int finished = open.isEmpty() ? 0 : runAll(seen, open, picked.pulse());
    int unfinished = open.size() - finished;
    return tx -> window.endChunk(tx, chunk, seen, unfinished, standing.open() - finished);
  }

  private List<OpenRow> openRows(Task task, Chunk chunk, Standing standing) throws IOException {
    if (standing.open() == 0) {
      return List.of();
    }
    List<OpenRow> open = new ArrayList<>(standing.open());
    for (InputRow row : read(task, chunk)) {
      if (!standing.isDone(row.number())
          && task.selection().contains(row.number(), task.inputRows())) {
        open.add(
            new OpenRow(
                row,
                standing.savedSteps(row.number()),
                standing.stoppedSpend(row.number()),
                standing.failedRound(row.number()),
                task.retryRound()));
      }
    }
    return open;
  }

  private List<InputRow> read(Task task, Chunk chunk) throws IOException {
    try (InputStream bytes =
        blobs.open(task.inputBlob(), chunk.span().offset(), chunk.span().bytes())) {
      return RowReader.read(bytes, chunk.span(), task.header().size());
    }
  }

  /// @return how many rows have their result committed
  private int runAll(Task task, List<OpenRow> open, Pulse pulse) throws InterruptedException {
    RunningTask running = node.enter(task);
    try {
      return runAll(running, task, open, pulse);
    } finally {
      node.leave(running);
    }
  }

  private int runAll(RunningTask running, Task task, List<OpenRow> open, Pulse pulse)
      throws InterruptedException {
    Optional<Task> now = tasks.find(task.id()).filter(it -> it.state().runsRows());
    if (now.isEmpty()) {
      // It was stopped before its rows could be told here.
      node.stop(task.id());
      return 0;
    }
    followCap(running, now.get());
    CountDownLatch ended = new CountDownLatch(open.size());
    AtomicInteger finished = new AtomicInteger();
    LedgerWriter.Committed end =
        durable -> {
          if (durable) {
            finished.incrementAndGet();
          }
          ended.countDown();
        };
    running.expect(open.size());
    running
        .threads()
        .run(open.stream().map(row -> (Runnable) () -> runRow(running, row, pulse, end)).toList());
    ended.await();
    return finished.get();
  }

  private void runRow(
      RunningTask running, OpenRow open, Pulse pulse, LedgerWriter.Committed ended) {
    if (!running.isOpen()) {
      running.over();
      ended.done(false);
      return;
    }
    RowGate gate =
        new RowGate(
            running.claimant(),
            new RowClock(node.tools().nanoTime(), node.tools().rules().rowTimeout()),
            () -> running.isOpen() && pulse.beats(),
            Thread.currentThread());
    long start = running.enter(gate);
    RowRun run = new RowRun(running, node.tools(), gate, open);
    Optional<RowRun.Finished> result = Optional.empty();
    try {
      result = run.run();
      result
          .filter(RowRun.Finished::fault)
          .flatMap(row -> row.result().error())
          .ifPresent(error -> running.failed(start, error));
    } catch (InterruptedException e) {
      LOG.debug("row {} was stopped", open.input().number());
    } catch (RuntimeException e) {
      LOG.error("row {} ended without a result", open.input().number(), Fault.of(e));
    } finally {
      result.ifPresentOrElse(
          row -> end(running, open, row, start, ended),
          () -> {
            running.disputes().unsure();
            submitStop(running.id(), open, run.fresh(), ended);
          });
      running.leave(gate, start);
      running.over();
    }
  }

  /// A disputed row is held, unless it failed before and runs again because a person asked for it.
  private void end(
      RunningTask running,
      OpenRow open,
      RowRun.Finished row,
      long start,
      LedgerWriter.Committed ended) {
    if (row.dispute().isPresent() && !open.failedBefore()) {
      running
          .disputes()
          .hold(
              start,
              row.dispute().get(),
              new Disputes.Row() {
                @Override
                public void fails() {
                  submit(running, open, row, ended);
                }

                @Override
                public void staysOpen() {
                  submitStop(running.id(), open, row.fresh(), ended);
                }
              });
      return;
    }
    submit(running, open, row, ended);
  }

  /// A cap that was set before this process could be told of it, perhaps by another, holds from
  /// here on. It is looked up again once it is followed, for the next may have been set meanwhile.
  private void followCap(RunningTask running, Task seen) {
    Optional<Money> cap = seen.maxCost();
    while (!running.budget().cap().equals(cap)) {
      running.budget().cap(cap);
      cap = tasks.find(seen.id()).orElse(seen).maxCost();
    }
  }

  /// A row ends without a result; what it paid is not forgotten.
  private void submitStop(String task, OpenRow open, Spend fresh, LedgerWriter.Committed ended) {
    if (fresh.calls() == 0) {
      ended.done(false);
      return;
    }
    String id = UUID.randomUUID().toString();
    node.tools()
        .ledger()
        .submit(
            new StopEntry(task, open.input().number(), id, open.retryRound(), fresh),
            _ -> ended.done(false));
  }

  private void submit(
      RunningTask running, OpenRow open, RowRun.Finished row, LedgerWriter.Committed ended) {
    node.tools()
        .ledger()
        .submit(
            new RowEntry(
                running.id(),
                row.result(),
                open.retryRound(),
                open.failedBefore(),
                !open.savedSteps().isEmpty() || row.savedSteps(),
                row.learned(),
                row.fresh()),
            durable -> {
              row.held().release(open.input().number(), durable);
              ended.done(durable);
            });
  }
}
