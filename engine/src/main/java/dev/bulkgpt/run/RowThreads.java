package dev.bulkgpt.run;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The virtual threads that run a task's rows in this process. Rows begin in the order they come,
/// and few more at a time than there can be calls: a row that has begun holds its prompt, a row in
/// line holds nothing. A row that only waits, before its next try or for another row's answer,
/// lends its place to the next.
///
/// A thread runs one row after the other, so that what it has set up once serves them all. Safe for
/// use by many threads.
final class RowThreads {

  /// What a row does in a place that is lent.
  @FunctionalInterface
  interface Wait<T> {
    T end() throws InterruptedException;
  }

  private static final int LEAST_BESIDE = 8;
  private static final int CALLS_PER_ONE_BESIDE = 4;

  private final int most;
  private final Runnable prologue;
  private final Queue<Runnable> line = new ArrayDeque<>();
  private int busy;

  /// @param most rows at once that are not lending their place
  /// @param prologue what each thread does first
  RowThreads(int most, Runnable prologue) {
    this.most = most;
    this.prologue = prologue;
  }

  /// As many as keep every permit in use: for each call a row, and some to take the permits of rows
  /// that are being committed.
  ///
  /// @param calls the most calls at once
  static RowThreads forCalls(int calls, Runnable prologue) {
    return new RowThreads(calls + Math.max(LEAST_BESIDE, calls / CALLS_PER_ONE_BESIDE), prologue);
  }

  /// Puts rows at the end of the line; returns at once.
  void run(Collection<? extends Runnable> rows) {
    synchronized (this) {
      line.addAll(rows);
    }
    fill();
  }

  /// Waits, while another row has the caller's place.
  <T> T lend(Wait<T> wait) throws InterruptedException {
    synchronized (this) {
      busy--;
    }
    fill();
    try {
      return wait.end();
    } finally {
      synchronized (this) {
        busy++;
      }
    }
  }

  private void fill() {
    for (Runnable row = begin(); row != null; row = begin()) {
      Runnable first = row;
      Thread.ofVirtual().start(() -> work(first));
    }
  }

  private void work(Runnable first) {
    boolean ended = false;
    try {
      prologue.run();
      for (Runnable row = first; row != null; row = next()) {
        row.run();
      }
      ended = true;
    } finally {
      if (!ended) {
        leave();
      }
    }
  }

  /// A place and the row for it, or null.
  private synchronized @Nullable Runnable begin() {
    if (busy >= most) {
      return null;
    }
    Runnable row = line.poll();
    busy += row == null ? 0 : 1;
    return row;
  }

  /// The next row in the caller's place, which is given up when there is none or places have become
  /// too many.
  private synchronized @Nullable Runnable next() {
    Runnable row = busy > most ? null : line.poll();
    busy -= row == null ? 1 : 0;
    return row;
  }

  /// A row broke its thread.
  private void leave() {
    synchronized (this) {
      busy--;
    }
    fill();
  }
}
