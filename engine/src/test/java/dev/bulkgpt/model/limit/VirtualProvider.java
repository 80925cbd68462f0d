package dev.bulkgpt.model.limit;

import dev.bulkgpt.model.limit.Told.Quota;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/// A provider in virtual time: a request bucket and a token bucket, each refilled continuously, a
/// latency, headers or none, and refusals by chance. Its arithmetic shares nothing with ours.
final class VirtualProvider {

  private static final double SECOND = 1e9;

  /// How it behaves.
  ///
  /// @param perSecond requests a second at a time in nanoseconds
  /// @param burst requests its bucket holds
  /// @param tokensPerSecond 0: no limit; the bucket holds a second's worth
  /// @param headers whether its answers tell its limits
  /// @param retryAfter seconds a refusal tells; 0: nothing; negative: the true wait
  /// @param latencyMillis of an answer; a refusal takes one
  /// @param chance the share of the calls that is refused at a time, whatever the buckets hold
  record Behaviour(
      LongToDoubleFunction perSecond,
      double burst,
      double tokensPerSecond,
      boolean headers,
      double retryAfter,
      double latencyMillis,
      LongToDoubleFunction chance) {

    Behaviour(
        LongToDoubleFunction perSecond,
        double burst,
        double tokensPerSecond,
        boolean headers,
        double retryAfter,
        double latencyMillis) {
      this(perSecond, burst, tokensPerSecond, headers, retryAfter, latencyMillis, _ -> 0);
    }

    static Behaviour requests(double perSecond, double burst) {
      return new Behaviour(_ -> perSecond, burst, 0, false, 0, 50);
    }

    /// No limit.
    static Behaviour open() {
      return requests(1e6, 1e6);
    }

    Behaviour telling() {
      return new Behaviour(perSecond, burst, tokensPerSecond, true, -1, latencyMillis, chance);
    }

    Behaviour retryAfter(double seconds) {
      return new Behaviour(
          perSecond, burst, tokensPerSecond, headers, seconds, latencyMillis, chance);
    }

    Behaviour latency(double millis) {
      return new Behaviour(perSecond, burst, tokensPerSecond, headers, retryAfter, millis, chance);
    }

    Behaviour tokens(double tokensASecond) {
      return new Behaviour(
          perSecond, burst, tokensASecond, headers, retryAfter, latencyMillis, chance);
    }

    Behaviour chance(LongToDoubleFunction share) {
      return new Behaviour(
          perSecond, burst, tokensPerSecond, headers, retryAfter, latencyMillis, share);
    }
  }

  /// @param ok false: a refusal
  record Reply(boolean ok, Optional<Duration> retryAfter, Told told, long nanos) {}

  private final Behaviour behaviour;
  private final Random random;
  private double level;
  private double tokenLevel;
  private long at;
  long served;
  long refused;
  long servedTokens;

  VirtualProvider(Behaviour behaviour, Random random) {
    this.behaviour = behaviour;
    this.random = random;
    level = behaviour.burst();
    tokenLevel = behaviour.tokensPerSecond();
  }

  /// A call arrives.
  Reply call(double tokens, long now) {
    double rate = behaviour.perSecond().applyAsDouble(now);
    double tokenRate = behaviour.tokensPerSecond();
    level = Math.min(behaviour.burst(), level + (now - at) / SECOND * rate);
    tokenLevel = Math.min(tokenRate, tokenLevel + (now - at) / SECOND * tokenRate);
    at = now;
    boolean tokensThere = tokenRate == 0 || tokenLevel + 1e-9 >= Math.min(tokens, tokenRate);
    double chance = behaviour.chance().applyAsDouble(now);
    boolean unlucky = chance > 0 && random.nextDouble() < chance;
    boolean ok = level + 1e-9 >= 1 && tokensThere && !unlucky;
    double missing =
        Math.max((1 - level) / rate, tokensThere ? 0 : (tokens - tokenLevel) / tokenRate);
    if (ok) {
      level -= 1;
      tokenLevel -= tokens;
      served++;
      servedTokens += (long) tokens;
    } else {
      refused++;
    }
    return new Reply(ok, wait(missing), told(rate), nanos(ok));
  }

  private Optional<Duration> wait(double missing) {
    double seconds =
        behaviour.retryAfter() < 0 ? Math.ceil(missing * 1000) / 1000 : behaviour.retryAfter();
    return seconds == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (seconds * 1000)));
  }

  private Told told(double rate) {
    if (!behaviour.headers()) {
      return Told.NOTHING;
    }
    double tokenRate = behaviour.tokensPerSecond();
    return new Told(
        Optional.of(quota(rate, level, behaviour.burst())),
        tokenRate == 0 ? Optional.empty() : Optional.of(quota(tokenRate, tokenLevel, tokenRate)));
  }

  private static Quota quota(double rate, double level, double capacity) {
    return new Quota(
        Math.round(rate * 60),
        (long) Math.max(0, level),
        Duration.ofMillis((long) Math.ceil((capacity - level) / rate * 1000)));
  }

  private long nanos(boolean ok) {
    double spread = 0.9 + 0.2 * random.nextDouble();
    return (long) ((ok ? behaviour.latencyMillis() * spread : 1) * 1e6);
  }
}
