package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long nobody calls after a 429: exactly as long as told, and a little longer so that several
/// processes do not come back together; when nothing was told, a short time that doubles while the
/// provider goes on refusing. Not safe for threads: its [Limiter] guards it.
final class Pause {

  /// No longer, for a provider that tells nothing may be back at any time: fifteen refusals a
  /// minute.
  private static final Duration LONGEST_UNTOLD = Duration.ofSeconds(4);

  /// Longer is for ever, and its arithmetic does not overflow.
  static final Duration LONGEST = Duration.ofDays(1_000);

  private static final int MOST_DOUBLINGS = 12;

  /// The most that is added, as a share of the pause and at all.
  private static final double JITTER = 0.05;

  private static final Duration MOST_JITTER = Duration.ofSeconds(1);

  private final DoubleSupplier random;
  private long until;
  private int inARow;

  /// @param random from 0 to 1
  Pause(DoubleSupplier random, long now) {
    this.random = random;
    until = now;
  }

  long waitNanos(long now) {
    return Math.max(0, until - now);
  }

  long until() {
    return until;
  }

  /// The provider said how long. A shorter word does not cut a longer pause.
  void told(Duration time, long now) {
    long nanos = nanos(time);
    double jitter = Math.min(nanos * JITTER, (double) MOST_JITTER.toNanos());
    until = Math.max(until, now + nanos + (long) (jitter * random.getAsDouble()));
  }

  static long nanos(Duration time) {
    if (time.isNegative()) {
      return 0;
    }
    return time.compareTo(LONGEST) < 0 ? time.toNanos() : LONGEST.toNanos();
  }

  /// It did not.
  ///
  /// @param first the wait when the provider has answered since the last refusal
  void untold(Duration first, long now) {
    Duration doubled = first.multipliedBy(1L << Math.min(inARow, MOST_DOUBLINGS));
    inARow++;
    told(doubled.compareTo(LONGEST_UNTOLD) > 0 ? LONGEST_UNTOLD : doubled, now);
  }

  void answered() {
    inARow = 0;
  }
}
