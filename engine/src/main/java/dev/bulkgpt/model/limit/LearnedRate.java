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
///
/// The first refusal measures nothing, for nobody knows how full the bucket was: the rate is then
/// sought, upward from what a bucket of one second's worth would mean.
final class LearnedRate {

  private enum Phase {
    /// Never refused.
    OPEN(0),
    /// Refused once.
    SOUGHT(0.5),
    /// Measured once, roughly: the provider's bucket may have run over during the search.
    ROUGH(0.05),
    KNOWN(0.005);

    /// Of the rate, each second.
    final double growth;

    Phase(double growth) {
      this.growth = growth;
    }
  }

  /// Fewer calls measure nothing.
  private static final int MIN_SAMPLE = 10;

  /// In seconds: after so long, a few calls do.
  private static final double LONG_SAMPLE = 4;

  /// Begins this much below the measured rate.
  private static final double BELOW = 0.98;

  /// The cut when refused again too soon to measure.
  private static final double CUT = 0.8;

  /// So many seconds without a refusal double the growth.
  private static final double GROWTH_DOUBLES = 3;

  private static final double MOST_GROWTH = 0.1;

  /// Below this rate, growth goes by calls instead of seconds: a refusal in so many calls is the
  /// same nuisance at any rate.
  private static final double FAST = 50;

  /// A refusal that cost a pause is risked again after so many times as long.
  private static final int PAUSES_BEFORE_GROWTH = 8;

  /// Calls sent at once after a silence, in seconds of the rate.
  private static final double BURST_SECONDS = 0.1;

  /// In seconds: the provider's bucket may have run over in it.
  private static final double LONG_PAUSE = 1;

  /// Likewise when nobody had anything to ask: then a new measurement begins.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final int SILENT_TURNS = 3;

  private final Bucket bucket;
  private Phase phase = Phase.OPEN;
  private double perSecond;
  private boolean bound;
  private boolean measuring = true;
  private long from;
  private long letIn;
  private long lastSentAt;
  private long pausedUntil;
  private long changedAt;
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
    return phase != Phase.OPEN;
  }

  /// 0: not known.
  double perSecond() {
    return perSecond;
  }

  long waitNanos(long now) {
    long wait = isKnown() ? bucket.waitNanos(1, now) : 0;
    bound |= wait > 0;
    return wait;
  }

  void sent(long now) {
    if (now - Math.max(lastSentAt, pausedUntil) > silence()) {
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
      letIn--;
      grownAt = now;
      measure(now);
    } else if (sampleSeconds > 0) {
      sample--;
      set(BELOW * Math.max(1, sample) / sampleSeconds, now);
    }
  }

  /// The refusal costs a pause: it is not provoked again soon.
  void paused(long until, long now) {
    pausedUntil = until;
    grownAt = Math.max(grownAt, now + PAUSES_BEFORE_GROWTH * (until - now));
  }

  private void measure(long now) {
    sampleSeconds = 0;
    double seconds = (now - from) / 1e9;
    if (phase == Phase.OPEN) {
      set(Math.max(1, letIn) / (1 + seconds), now);
      phase = Phase.SOUGHT;
      restart(now);
    } else if (letIn < 1) {
      // Refused, paused, refused again: the pause takes care of it. As long as nothing is let in,
      // nothing is learned of the rate that was.
      restart(now);
    } else if (!measuring) {
      set(CUT * perSecond, now);
      restart(now);
    } else if (letIn < MIN_SAMPLE && seconds < LONG_SAMPLE) {
      set(CUT * perSecond, now);
    } else if (phase == Phase.SOUGHT) {
      set(Math.max(BELOW * letIn / seconds, CUT * perSecond), now);
      phase = Phase.ROUGH;
      restart(now);
    } else {
      sample = letIn;
      sampleSeconds = seconds(seconds);
      set(BELOW * sample / sampleSeconds, now);
      phase = Phase.KNOWN;
      restart(now);
    }
  }

  private void restart(long now) {
    measuring = true;
    from = now;
    letIn = 0;
  }

  /// In a long pause the provider's bucket has run over: what was let in is then more than refilled
  /// while calls were sent, and less than could have been in the whole time. The truth lies
  /// between.
  private double seconds(double all) {
    double paused = Math.max(0, pausedUntil - from) / 1e9;
    return paused < LONG_PAUSE ? all : Math.sqrt(all * Math.max(all - paused, 1e-3));
  }

  private void set(double newPerSecond, long now) {
    perSecond = newPerSecond;
    changedAt = now;
    bucket.become(perSecond, Math.max(1, BURST_SECONDS * perSecond), now);
    bucket.fillTo(isKnown() ? Math.min(0, bucket.level(now)) : 0, now);
  }

  private void grow(long now) {
    if (now - grownAt <= 0) {
      return;
    }
    double pace = phase == Phase.KNOWN ? Math.min(1, perSecond / FAST) / 1e9 : 1e-9;
    double doublings = (now - Math.max(changedAt, pausedUntil)) * pace / GROWTH_DOUBLES;
    double share = phase.growth * Math.pow(2, doublings) * (now - grownAt) * pace;
    perSecond *= 1 + Math.min(MOST_GROWTH, share);
    bucket.become(perSecond, Math.max(1, BURST_SECONDS * perSecond), now);
    grownAt = now;
  }

  private long silence() {
    double turns = isKnown() ? SILENT_TURNS / perSecond * 1e9 : 0;
    return (long) Math.max((double) SILENCE.toNanos(), turns);
  }
}
