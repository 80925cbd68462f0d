package dev.bulkgpt.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// When a failed call is tried again: exponential backoff with full jitter, so that a thousand rows
/// that failed together do not come back together. What the provider asks for is kept to the
/// letter. Pure; source: AWS Architecture Blog, "Exponential Backoff And Jitter".
///
/// @param tries all in all, the first included
/// @param answers that were no use and may be paid, all in all
/// @param probes failed ones while the provider is down, after which it may be the row that it
///   fails at
/// @param first the longest wait after the first try; doubles with each
/// @param longest the longest wait at all
/// @param random from 0 to 1
record RetryPolicy(
    int tries, int answers, int probes, Duration first, Duration longest, DoubleSupplier random) {

  private static final int TRIES = 5;
  private static final int ANSWERS = 3;

  /// A minute of them when nobody else waits, far longer when rows take turns.
  private static final int PROBES = 30;

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// Beyond this a doubled second is longer than any wait.
  private static final int MOST_DOUBLINGS = 30;

  static RetryPolicy standard() {
    return new RetryPolicy(
        TRIES, ANSWERS, PROBES, FIRST, LONGEST, () -> ThreadLocalRandom.current().nextDouble());
  }

  /// @param failed tries that failed so far, at least one
  /// @param retryAfter what the provider asked for
  /// @return how long to wait before the next one; empty when there is none
  Optional<Duration> waitAfter(int failed, Optional<Duration> retryAfter) {
    if (failed >= tries) {
      return Optional.empty();
    }
    return Optional.of(retryAfter.orElseGet(() -> jittered(failed)));
  }

  /// The wait after so many failures when nothing was asked for.
  Duration jittered(int failed) {
    Duration doubled = first.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
    Duration most = doubled.compareTo(longest) > 0 ? longest : doubled;
    return Duration.ofNanos((long) (most.toNanos() * random.getAsDouble()));
  }
}
