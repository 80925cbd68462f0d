package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Who is let in, and when: the line of those who wait, the calls in flight, the rates and the
/// breaker. All of a [Limiter] but its lock and its waiting: time is passed in, in nanoseconds of
/// any steady clock, so a simulation can run it. Not safe for threads: its [Limiter] guards it.
final class Turnstile {

  /// There is nothing to wait for but a call that ends.
  static final long UNTIL_A_CALL_ENDS = Long.MAX_VALUE;

  /// After a longer pause calls begin few and double, as at the start.
  private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

  private static final double WEIGHT_OF_A_CALL = 0.05;

  /// Calls in flight that a known rate needs, times this, are no sign of too much.
  private static final double ROOM = 1.5;

  private final FairLine line = new FairLine();
  private final Concurrency concurrency;
  private final Rates rates;
  private final Breaker breaker;
  private int inFlight;
  private long refusals;
  private double usualUse = 1;
  private double usualEstimate = 1;

  /// @param random from 0 to 1
  Turnstile(Limits limits, Breaker breaker, DoubleSupplier random, long now) {
    concurrency = new Concurrency(limits.concurrentRequests(), now);
    rates = new Rates(limits, random, now);
    this.breaker = breaker;
  }

  void enter(Ticket call) {
    line.add(call);
  }

  /// @return whether it was still waiting
  boolean leave(Ticket call) {
    return line.remove(call);
  }

  /// Lets in whose turn it is; null when nobody may go now.
  @Nullable Ticket next(long now) {
    if (waitNanos(now) > 0 || !breaker.letIn(now)) {
      return null;
    }
    Ticket call = line.poll();
    if (call != null) {
      call.tokens = tokens(call);
      call.sentAt = now;
      rates.take(call, now);
      concurrency.sent(now);
      inFlight++;
    }
    return call;
  }

  /// When to look again.
  long waitNanos(long now) {
    Ticket first = line.peek();
    if (first == null || inFlight >= concurrency.window()) {
      return UNTIL_A_CALL_ENDS;
    }
    long wait = Math.max(concurrency.waitNanos(inFlight, now), breaker.waitNanos(now));
    return Math.max(wait, rates.waitNanos(tokens(first), now));
  }

  /// An answer, good or bad, for which the provider may bill.
  void answered(Ticket call, long usedTokens, Told told, long now) {
    if (usedTokens > 0) {
      usualUse += WEIGHT_OF_A_CALL * (usedTokens - usualUse);
      usualEstimate += WEIGHT_OF_A_CALL * (call.estimatedTokens - usualEstimate);
    }
    rates.answered(call, (double) usedTokens, told, now);
    if (breaker.heard(now)) {
      concurrency.restart(now);
    } else {
      concurrency.allow(ROOM * rates.learnedPerSecond() * concurrency.usualLatencySeconds());
      concurrency.answered(
          now - call.sentAt, inFlight >= concurrency.window(), !told.equals(Told.NOTHING), now);
    }
  }

  /// The provider refused the call for its limits.
  void refused(Ticket call, Optional<Duration> retryAfter, Told told, long now) {
    refusals++;
    breaker.heard(now);
    Rates.Cause cause = rates.refused(call, retryAfter, told, now);
    if (cause == Rates.Cause.UNKNOWN) {
      concurrency.refused(inFlight, now);
    }
    if (cause != Rates.Cause.CHANCE && rates.pauseNanos(now) >= LONG_PAUSE.toNanos()) {
      concurrency.restart(now);
    }
  }

  /// The provider's error, or no answer.
  ///
  /// @return whether the provider is down
  boolean failed(Ticket call, Optional<Duration> retryAfter, long now) {
    rates.answered(call, 0.0, Told.NOTHING, now);
    return breaker.failed(retryAfter, now);
  }

  /// Let in, and yet not sent.
  void unsent(Ticket call, long now) {
    rates.unsent(call, now);
  }

  /// A call is no longer in flight.
  void ended() {
    inFlight--;
  }

  Limiter.Standing standing(long now) {
    return new Limiter.Standing(
        concurrency.window(),
        inFlight,
        line.size(),
        refusals,
        Duration.ofNanos(rates.pauseNanos(now)),
        breaker.isOpen());
  }

  private double tokens(Ticket call) {
    return Math.max(1, call.estimatedTokens * usualUse / usualEstimate);
  }
}
