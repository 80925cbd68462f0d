package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests and tokens a minute, and the pause a 429 asks for: arithmetic without a clock of its
/// own. Times are nanoseconds of any steady clock. Not safe for threads: its [Limiter] guards it.
final class Rates {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int LONGEST_DOUBLING = 6;

  /// What may go at once after a silence, in seconds of the rate.
  private static final double BURST_SECONDS = 1;

  private final @Nullable Bucket requests;
  private final @Nullable Bucket tokens;
  private long pausedUntil;
  private boolean paused;
  private int refusals;

  Rates(Limits limits, long now) {
    requests =
        limits.requestsPerMinute().isPresent()
            ? bucket(limits.requestsPerMinute().getAsLong(), now)
            : null;
    tokens =
        limits.tokensPerMinute().isPresent()
            ? bucket(limits.tokensPerMinute().getAsLong(), now)
            : null;
  }

  private static Bucket bucket(long perMinute, long now) {
    return new Bucket(perMinute, Math.max(1, perMinute / 60.0 * BURST_SECONDS), now);
  }

  /// Nobody has to wait, whatever is asked for.
  boolean areOpen() {
    return !paused && refusals == 0 && requests == null && tokens == null;
  }

  /// Takes one request of so many tokens if that is possible now.
  ///
  /// @return 0 when taken, else how long to wait before asking again
  long take(double estimatedTokens, long now) {
    long wait = waitNanos(estimatedTokens, now);
    if (wait > 0) {
      return wait;
    }
    paused = false;
    if (requests != null) {
      requests.take(1, now);
    }
    if (tokens != null) {
      tokens.take(estimatedTokens, now);
    }
    return 0;
  }

  private long waitNanos(double estimatedTokens, long now) {
    long wait = paused ? pausedUntil - now : 0;
    if (requests != null) {
      wait = Math.max(wait, requests.waitNanos(1, now));
    }
    if (tokens != null) {
      wait = Math.max(wait, tokens.waitNanos(estimatedTokens, now));
    }
    return wait;
  }

  /// Corrects the account by what was estimated too much.
  void settle(double tooMuch, long now) {
    if (tokens != null) {
      tokens.settle(tooMuch, now);
    }
  }

  /// A 429: a pause as long as told; when nothing was told, a second, doubled with each refusal
  /// after a pause, to a minute.
  void refuse(Optional<Duration> retryAfter, long now) {
    boolean waiting = paused && now < pausedUntil;
    if (retryAfter.isEmpty() && waiting) {
      return; // A call that was under way when the pause began.
    }
    long until = now + retryAfter.orElseGet(this::nextPause).toNanos();
    pausedUntil = waiting ? Math.max(pausedUntil, until) : until;
    paused = true;
  }

  private Duration nextPause() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, LONGEST_DOUBLING));
    refusals++;
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// An answer: the next refusal starts small again.
  void answered() {
    refusals = 0;
  }
}
