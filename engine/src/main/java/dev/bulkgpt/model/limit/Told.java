package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;

/// What a provider tells of its limits with an answer, good or bad.
///
/// @param tokens input and output together
public record Told(Optional<Quota> requests, Optional<Quota> tokens) {

  public static final Told NOTHING = new Told(Optional.empty(), Optional.empty());

  /// The state of one of the provider's buckets when it let the call in or refused it.
  ///
  /// @param limit what the key may use; a minute's worth, as good as always
  /// @param remaining what was left
  /// @param untilFull until all is there again
  public record Quota(long limit, long remaining, Duration untilFull) {

    private static final double MINUTE = 60;
    private static final double DAY = 86_400;
    private static final double ROUNDING = 0.1;

    /// The refill. A few providers tell a day's limit under the same name (Groq, of requests): then
    /// the refill from what is left to the limit takes its share of a day.
    double perSecond() {
      double missing = (double) limit - remaining;
      double window = missing > 0 ? limit * seconds() / missing : MINUTE;
      return limit / (Math.abs(window / DAY - 1) < ROUNDING ? DAY : MINUTE);
    }

    /// What the bucket holds when full: often far less than a minute's worth, and nowhere told
    /// outright.
    double capacity() {
      return Math.max(1, Math.min((double) limit, remaining + seconds() * perSecond()));
    }

    private double seconds() {
      return untilFull.getSeconds() + untilFull.getNano() / 1e9;
    }
  }
}
