package dev.bulkgpt.run;

import dev.bulkgpt.store.Outage;
import dev.bulkgpt.task.Entry;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.RowStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Group commit: one thread writes whatever has come in since its last commit, so the batch grows
/// with the load and a lone row is hardly delayed. While the database is away it keeps trying the
/// same batch. The queue is bounded by the rows in flight. An entry that the database does not take
/// for another reason is told from the others of its batch, and its task with it.
///
/// The thread is a platform thread, for SQLite's calls would pin a virtual thread's carrier.
final class LedgerWriter implements AutoCloseable {

  /// Told once, on the writer's thread: must not block.
  @FunctionalInterface
  interface Committed {
    /// @param durable false when the entry could not be written by a fault of ours
    void done(boolean durable);
  }

  private record Pending(Entry entry, Committed committed) {}

  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

  /// A short wait for company: a commit costs about as much, and shared by two it costs half.
  private static final Duration LINGER = Duration.ofNanos(300_000);

  private final Ledger ledger;
  private final int batchRows;
  private final Consumer<String> unwritable;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Map<RowStatus, LongAdder> rows = new ConcurrentHashMap<>();
  private final Thread thread;

  /// @param unwritable told the task of an entry that the database does not take, before the
  ///   entry's own [Committed]
  LedgerWriter(Ledger ledger, int batchRows, Consumer<String> unwritable) {
    this.ledger = ledger;
    this.batchRows = batchRows;
    this.unwritable = unwritable;
    thread = Thread.ofPlatform().name("ledger-writer").daemon().start(this::run);
  }

  /// Queues an entry; returns at once.
  void submit(Entry entry, Committed committed) {
    queue.add(new Pending(entry, committed));
  }

  /// Results that wait for their commit.
  int queued() {
    return queue.size();
  }

  /// Rows that ended so and were committed by this writer.
  long rows(RowStatus status) {
    LongAdder committed = rows.get(status);
    return committed == null ? 0 : committed.sum();
  }

  private void run() {
    List<Pending> batch = new ArrayList<>(batchRows);
    try {
      while (true) {
        batch.add(queue.take());
        LockSupport.parkNanos(LINGER.toNanos());
        queue.drainTo(batch, batchRows - 1);
        write(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      batch.addAll(queue);
      batch.forEach(pending -> pending.committed().done(false));
    }
  }

  private void write(List<Pending> batch) {
    List<Entry> entries = batch.stream().map(Pending::entry).toList();
    try {
      Outage.retrying(() -> ledger.append(entries));
    } catch (RuntimeException e) {
      notWritten(batch, e);
      return;
    }
    count(entries);
    batch.forEach(pending -> pending.committed().done(true));
  }

  /// One by one, to find the one that cannot be. What is run again is paid again, so its task
  /// stops.
  private void notWritten(List<Pending> batch, RuntimeException why) {
    if (batch.size() > 1 && !Thread.currentThread().isInterrupted()) {
      batch.forEach(pending -> write(List.of(pending)));
      return;
    }
    for (Pending pending : batch) {
      String task = pending.entry().taskId();
      LOG.error("a result of task {} could not be written", task, why);
      if (!Thread.currentThread().isInterrupted()) {
        unwritable.accept(task);
      }
      pending.committed().done(false);
    }
  }

  private void count(List<Entry> committed) {
    for (Entry entry : committed) {
      if (entry instanceof RowEntry row) {
        rows.computeIfAbsent(row.result().status(), status -> new LongAdder()).increment();
      }
    }
  }

  /// Ends the thread. Call it when no row runs any more.
  @Override
  public void close() {
    thread.interrupt();
  }
}
