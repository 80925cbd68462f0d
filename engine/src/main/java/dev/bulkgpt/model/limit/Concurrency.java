package dev.bulkgpt.model.limit;

import java.time.Duration;

/// How many calls may be in flight: starts low, doubles with every round of answers, and after the
/// first sign of too much grows by a fixed step a round. Not safe for threads: its [Limiter] guards
/// it.
///
/// The signs are a refusal, and answers that take more than twice as long as usual. A round is as
/// many answers as calls were in flight when it began. Source: TCP's congestion control (RFC 5681);
/// the latency rule is that of Netflix's concurrency-limits, "Gradient2".
final class Concurrency {

  private static final int LOW = 16;

  /// An operator who allows thousands at once wants a share of them before the first answer. They
  /// are let in one after the other, for a refusal comes sooner than an answer.
  private static final int START_SHARE = 4;

  private static final long NANOS_BETWEEN_STARTS = 250_000;

  /// Rounds are no shorter while nothing is known of the provider's limits: the faster calls are
  /// sent, the more are under way when the first one is refused.
  private static final long UNTOLD_ROUND = Duration.ofMillis(250).toNanos();

  private static final int STEPS_TO_RECOVER = 10;
  private static final double RISING = 2;
  private static final double BACK_OFF = 0.7;
  private static final double WEIGHT_OF_A_ROUND = 0.2;

  /// Below this, slower answers are nobody's queue.
  private static final long LATENCY_NOISE = Duration.ofMillis(100).toNanos();

  private final int ceiling;
  private double window;
  private double threshold;
  private double step = 1;
  private boolean opening = true;
  private long lastSentAt;
  private int roundSize;
  private long roundAt;
  private int answers;
  private double latencies;
  private double usualLatency;

  Concurrency(int ceiling, long now) {
    this.ceiling = ceiling;
    roundAt = now;
    window = start();
    threshold = ceiling;
    roundSize = window();
  }

  /// How long until the window is open for one more call.
  long waitNanos(int inFlight, long now) {
    return opening && inFlight >= LOW ? Math.max(0, lastSentAt + NANOS_BETWEEN_STARTS - now) : 0;
  }

  void sent(long now) {
    lastSentAt = now;
  }

  int window() {
    return (int) window;
  }

  /// @param bound as many calls as allowed were in flight
  /// @param told the provider tells its limits
  void answered(long latencyNanos, boolean bound, boolean told, long now) {
    opening = false;
    answers++;
    latencies += latencyNanos;
    if (bound && window < threshold) {
      window = Math.min(Math.min(ceiling, 2.0 * roundSize), window + 1);
    } else if (bound) {
      window = Math.min(ceiling, window + step / window);
    }
    if (answers >= roundSize && (told || now - roundAt >= UNTOLD_ROUND)) {
      endRound(bound, now);
    }
  }

  /// Too much, by an unknown measure.
  void refused(int inFlight, long now) {
    window = Math.max(1, Math.min(window, inFlight) * BACK_OFF);
    threshold = window;
    step = Math.max(1, window / STEPS_TO_RECOVER);
    startRound(now);
  }

  /// After a silence of the provider: begins low again, and doubles to where it was.
  void restart(long now) {
    threshold = Math.max(threshold, window);
    window = Math.min(window, start());
    opening = true;
    startRound(now);
  }

  /// A rate that is known guards better than the window: so many calls are no sign of too much.
  void allow(double inFlight) {
    threshold = Math.max(threshold, Math.min(ceiling, inFlight));
  }

  /// As far as known; 0 before the first round.
  double usualLatencySeconds() {
    return usualLatency / 1e9;
  }

  private int start() {
    return Math.min(ceiling, Math.max(LOW, ceiling / START_SHARE));
  }

  private void endRound(boolean bound, long now) {
    double mean = latencies / answers;
    if (usualLatency == 0) {
      usualLatency = mean;
    } else if (bound && mean > RISING * usualLatency + LATENCY_NOISE) {
      window = Math.max(Math.min(LOW, window), window * BACK_OFF);
      threshold = window;
      step = Math.max(1, window / STEPS_TO_RECOVER);
    }
    usualLatency += WEIGHT_OF_A_ROUND * (mean - usualLatency);
    startRound(now);
  }

  private void startRound(long now) {
    roundAt = now;
    roundSize = window();
    answers = 0;
    latencies = 0;
  }
}
