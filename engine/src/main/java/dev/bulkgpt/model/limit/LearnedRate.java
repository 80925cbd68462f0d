package dev.bulkgpt.model.limit;

import java.time.Duration;

/// The provider's request rate as its refusals show it, for when nothing else does. Not safe for
/// threads: its [Limiter] guards it.
///
/// A refusal means that the provider's bucket is empty. What it let in between two such moments is
/// what it refilled meanwhile: divided by the time, its rate. From then on calls are sent a little
/// slower than that, then little by little faster until the next refusal measures again; the longer
/// none comes, the bolder. What goes unused while we are below the rate stays in the provider's
/// bucket and is used while we are above.
final class LearnedRate {

  /// Fewer calls measure nothing.
  private static final int MIN_SAMPLE = 10;

  /// Begins this much below the measured rate.
  private static final double BELOW = 0.98;

  /// The cut when refused again too soon to measure.
  private static final double CUT = 0.8;

  /// Of the rate, each second; doubles with every four seconds without a refusal.
  private static final double GROWTH = 0.005;

  private static final Duration GROWTH_DOUBLES = Duration.ofSeconds(4);
  private static final double MOST_GROWTH = 0.1;

  /// A refusal that cost a pause is risked again after so many times as long.
  private static final int PAUSES_BEFORE_GROWTH = 8;

  /// Calls sent at once after a silence, in seconds of the rate.
  private static final double BURST_SECONDS = 0.1;

  /// After a longer silence the provider's bucket may have run over, and measures nothing.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  /// In seconds.
  private static final double LONG_PAUSE = 1;

  private static final int SILENT_TURNS = 3;

  private final Bucket bucket;
  private double perSecond;
  private boolean bound;
  private boolean measuring;
  private long from;
  private long letIn;
  private long lastSentAt;
  private long pausedUntil;
  private long grownAt;
  private double sample;
  private double sampleSeconds;

  LearnedRate(long now) {
    bucket = new Bucket(1, 1, now);
    from = now;
    lastSentAt = now;
    pausedUntil = now;
  }

  boolean isKnown() {
    return perSecond > 0;
  }

  double perSecond() {
    return perSecond;
  }

  long waitNanos(long now) {
    long wait = isKnown() ? bucket.waitNanos(1, now) : 0;
    bound |= wait > 0;
    return wait;
  }

  void sent(long now) {
    if (measuring && now - Math.max(lastSentAt, pausedUntil) > silence()) {
      measuring = false;
    }
    if (bound) {
      grow(now);
    }
    bound = false;
    bucket.take(1, now);
    letIn++;
    lastSentAt = now;
  }

  /// A call never reached the provider.
  void unsent(long now) {
    letIn--;
    bucket.settle(1, now);
  }

  /// @param news false: the call was sent before the last refusal took effect, and was counted as
  ///   let in
  void refused(boolean news, long now) {
    if (news) {
      measure(now);
    } else if (sampleSeconds > 0) {
      sample--;
      set(BELOW * Math.max(1, sample) / sampleSeconds, now);
    }
  }

  private void measure(long now) {
    letIn--;
    double seconds = (now - from) / 1e9;
    sampleSeconds = 0;
    if (measuring && (letIn >= MIN_SAMPLE || seconds > 2 * SILENCE.toSeconds())) {
      sample = Math.max(1, letIn);
      sampleSeconds = seconds(now);
      set(BELOW * sample / sampleSeconds, now);
    } else if (isKnown()) {
      set(CUT * perSecond, now);
    }
    measuring = true;
    from = now;
    letIn = 0;
    grownAt = now;
  }

  /// In a long pause the provider's bucket has run over: what was let in is then more than refilled
  /// while calls were sent, and less than could have been in the whole time. The truth lies
  /// between.
  private double seconds(long now) {
    double all = (now - from) / 1e9;
    double paused = Math.max(0, pausedUntil - from) / 1e9;
    return paused < LONG_PAUSE ? all : Math.sqrt(all * Math.max(all - paused, 1e-3));
  }

  /// The refusal costs a pause: it is not provoked again soon.
  void paused(long until, long now) {
    pausedUntil = until;
    grownAt = Math.max(grownAt, now + PAUSES_BEFORE_GROWTH * (until - now));
  }

  private void set(double newPerSecond, long now) {
    perSecond = newPerSecond;
    bucket.become(perSecond, Math.max(1, BURST_SECONDS * perSecond), now);
    bucket.fillTo(Math.min(0, bucket.level(now)), now);
  }

  private void grow(long now) {
    if (now - grownAt <= 0) {
      return;
    }
    double doublings = (now - Math.max(from, pausedUntil)) / (double) GROWTH_DOUBLES.toNanos();
    double share = GROWTH * Math.pow(2, doublings) * (now - grownAt) / 1e9;
    perSecond *= 1 + Math.min(MOST_GROWTH, share);
    bucket.become(perSecond, Math.max(1, BURST_SECONDS * perSecond), now);
    grownAt = now;
  }

  private long silence() {
    double turns = isKnown() ? SILENT_TURNS / perSecond * 1e9 : 0;
    return (long) Math.max(SILENCE.toNanos(), turns);
  }
}
