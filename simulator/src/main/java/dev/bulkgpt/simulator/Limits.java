package dev.bulkgpt.simulator;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The request and token limits of one knob string, and the rate limit headers that report them.
///
/// A call takes one request and its tokens, or, when either is short, nothing. Without a limit the
/// headers show the generous figures of a large account. Any thread may call it.
final class Limits {

  private static final String GENEROUS =
      headers(30_000, 29_999, "2ms", "requests")
          + headers(150_000_000, 149_999_000, "0s", "tokens");

  private final @Nullable TokenBucket requests;
  private final @Nullable TokenBucket tokens;
  private final long requestsPerMinute;
  private final long tokensPerMinute;
  private final boolean silent;
  private final LongSupplier clock;

  /// @param clock nanoseconds of a monotonic clock
  Limits(Knobs knobs, LongSupplier clock) {
    double perSecond = knobs.has(Knob.RPS) ? knobs.at(Knob.RPS) : knobs.at(Knob.RPM) / 60;
    double tokensPerSecond = knobs.at(Knob.TPM) / 60;
    this.requests = bucket(perSecond, knobs.at(Knob.BURST), clock);
    this.tokens = bucket(tokensPerSecond, knobs.at(Knob.TBURST), clock);
    this.requestsPerMinute = Math.round(perSecond * 60);
    this.tokensPerMinute = Math.round(tokensPerSecond * 60);
    this.silent = !knobs.has(Knob.HDR);
    this.clock = clock;
  }

  /// Takes what a call needs.
  ///
  /// @return null when it was there, else what is short and for how long
  @Nullable Shortage take(int neededTokens) {
    if (requests == null && tokens == null) {
      return null;
    }
    synchronized (this) {
      long now = clock.getAsLong();
      if (requests != null && !requests.holds(1, now)) {
        return new Shortage("requests", requestsPerMinute, requests.secondsUntil(1));
      }
      if (tokens != null && !tokens.holds(neededTokens, now)) {
        return new Shortage("tokens", tokensPerMinute, tokens.secondsUntil(neededTokens));
      }
      if (requests != null) {
        requests.take(1);
      }
      if (tokens != null) {
        tokens.take(neededTokens);
      }
      return null;
    }
  }

  /// The `x-ratelimit-*` header lines of this moment, each ended by CR LF; empty with `hdr=0`.
  String headers() {
    if (silent) {
      return "";
    }
    if (requests == null && tokens == null) {
      return GENEROUS;
    }
    synchronized (this) {
      return lines(requests, requestsPerMinute, "requests")
          + lines(tokens, tokensPerMinute, "tokens");
    }
  }

  synchronized void reset() {
    if (requests != null) {
      requests.fill();
    }
    if (tokens != null) {
      tokens.fill();
    }
  }

  private static @Nullable TokenBucket bucket(double perSecond, double burst, LongSupplier clock) {
    if (perSecond <= 0) {
      return null;
    }
    double capacity = burst > 0 ? burst : Math.max(1, Math.floor(perSecond));
    return new TokenBucket(perSecond, capacity, clock.getAsLong());
  }

  private static String lines(@Nullable TokenBucket bucket, long limit, String what) {
    return bucket == null
        ? ""
        : headers(limit, bucket.left(), duration(bucket.secondsUntilFull()), what);
  }

  private static String headers(long limit, long left, String reset, String what) {
    return "x-ratelimit-limit-"
        + what
        + ": "
        + limit
        + "\r\nx-ratelimit-remaining-"
        + what
        + ": "
        + left
        + "\r\nx-ratelimit-reset-"
        + what
        + ": "
        + reset
        + "\r\n";
  }

  /// OpenAI's own form: `12ms`, `1.5s`, `6m0s`.
  static String duration(double seconds) {
    long millis = (long) Math.ceil(seconds * 1000);
    if (millis < 1000) {
      return millis == 0 ? "0s" : millis + "ms";
    }
    if (millis < 60_000) {
      return millis % 1000 == 0 ? millis / 1000 + "s" : millis / 1000.0 + "s";
    }
    return millis / 60_000 + "m" + millis % 60_000 / 1000 + "s";
  }

  /// @param what `requests` or `tokens`
  /// @param limit a minute
  /// @param seconds until the same call would pass
  record Shortage(String what, long limit, double seconds) {}
}
