package dev.bulkgpt.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What a row has taken, its waits not counted. Used by the row's thread.
final class RowClock {

  private final LongSupplier nanoTime;
  private final Duration limit;
  private long since;
  private long taken;

  /// @param nanoTime as [System#nanoTime]
  RowClock(LongSupplier nanoTime, Duration limit) {
    this.nanoTime = nanoTime;
    this.limit = limit;
    since = nanoTime.getAsLong();
  }

  /// A wait begins.
  void stop() {
    taken += nanoTime.getAsLong() - since;
  }

  /// It is over.
  void start() {
    since = nanoTime.getAsLong();
  }

  Duration limit() {
    return limit;
  }

  /// Whether the row has had its time.
  boolean isOver() {
    return taken + nanoTime.getAsLong() - since > limit.toNanos();
  }
}
