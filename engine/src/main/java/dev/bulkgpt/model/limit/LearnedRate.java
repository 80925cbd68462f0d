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
/// sought, upward from what a bucket of one second's worth would mean. Refusals that no rate
/// explains ([Chance]) teach nothing.
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

  /// At least so many a second: a slower search takes longer than the refusals it avoids are worth.
  private static final double SEEK_FROM = 100;

  /// How long a slower rate is tried: so many times the calls let in before the last refusal.
  private static final long TRIAL_SAMPLES = 4;

  private static final long SHORT_TRIAL = 40;
  private static final long LONG_TRIAL = 250;

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

  /// Likewise when nobody had anything to ask: then a new measurement begins.
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final int SILENT_TURNS = 3;

  private final Bucket bucket;
  private final Chance chance = new Chance();
  private final Sample since;
  private Phase phase = Phase.OPEN;
  private double perSecond;
  private boolean bound;
  private boolean measuring = true;
  private long refused;
  private long sent;
  private long lastSentAt;
  private long pausedUntil;
  private long changedAt;
  private long grownAt;
  private double measuredLetIn;
  private double measuredSeconds;
  private double measuredPerSecond;
  private double below = 1;
  private long trial = Long.MAX_VALUE;

  LearnedRate(long now) {
    bucket = new Bucket(1, 1, now);
    since = new Sample(now);
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

  /// Whether refusals come by chance and no limit is known besides.
  boolean isFree() {
    return phase == Phase.OPEN && chance.share() > 0;
  }

  long waitNanos(long now) {
    long wait = isKnown() ? bucket.waitNanos(1, now) : 0;
    bound |= wait > 0;
    return wait;
  }

  /// @return the call's place in the order of sending, for [#byChance]
  long sent(long now) {
    if (now - Math.max(lastSentAt, pausedUntil) > silence()) {
      measuring = false;
    }
    if (since.letIn >= trial && isKnown()) {
      // Slower, none was refused: there is a limit.
      trial = Long.MAX_VALUE;
      chance.disproved();
      set(BELOW * measuredPerSecond, now);
    } else if (bound) {
      grow(now);
    }
    bound = false;
    if (chance.share() > 0 && isBelow()) {
      chance.sentBelow();
    }
    bucket.take(1, now);
    since.letIn++;
    lastSentAt = now;
    return ++sent;
  }

  /// A call never reached the provider.
  void unsent(long now) {
    since.letIn--;
    bucket.settle(1, now);
  }

  /// Whether chance explains a refusal, so that nothing is learned of the rate. One that was news.
  ///
  /// @param restsUntil nobody calls before, for the provider said so
  boolean byChance(long place, long restsUntil, long now) {
    if (!chance.explains(place, isBelow())) {
      return false;
    }
    since.refuse();
    refused++;
    since.rest(restsUntil, now);
    lastSentAt = Math.max(lastSentAt, restsUntil);
    return true;
  }

  /// Whether calls are sent slower than any limit that is known.
  private boolean isBelow() {
    return phase == Phase.OPEN || (phase == Phase.KNOWN && perSecond < measuredPerSecond);
  }

  /// @param news false: the call was sent before the last refusal took effect, and was counted as
  ///   let in
  /// @param dear it costs a long pause
  void refused(boolean news, boolean dear, long now) {
    if (news) {
      since.refuse();
      refused++;
      grownAt = now;
      chance.restart(sent, !since.isMostlyRefused());
      measure(dear ? 1 : SEEK_FROM, now);
      return;
    }
    chance.late();
    if (measuredSeconds > 0) {
      measuredLetIn--;
      set(below * Math.max(1, measuredLetIn) / measuredSeconds, now);
    }
  }

  /// The refusal costs a pause: it is not provoked again soon.
  void paused(long until, long now) {
    since.rest(until, now);
    pausedUntil = until;
    grownAt = Math.max(grownAt, now + PAUSES_BEFORE_GROWTH * (until - now));
  }

  private void measure(double least, long now) {
    measuredSeconds = 0;
    if (phase == Phase.OPEN) {
      set(Math.max(least, since.letIn / (1 + since.seconds(now))), now);
      phase = Phase.SOUGHT;
      refused = 0;
      restart(now);
    } else if (since.letIn < 1) {
      // Refused, paused, refused again: the pause takes care of it. As long as nothing is let in,
      // nothing is learned of the rate that was.
      restart(now);
    } else if (!measuring) {
      set(CUT * perSecond, now);
      restart(now);
    } else if (since.isTooSmall(chance.share() > 0, now)) {
      // One cut is enough until the rate can be measured, unless most are refused.
      set(since.refused == 1 || since.letIn < 2 * since.refused ? CUT * perSecond : perSecond, now);
    } else {
      measured(phase == Phase.SOUGHT ? since.seconds(now) : since.refilledSeconds(now), now);
      restart(now);
    }
  }

  private void measured(double seconds, long now) {
    double measured = since.letIn / seconds;
    double share = chance.judge(since, refused, now);
    refused = 0;
    if (share == 0) {
      phase = Phase.OPEN;
      perSecond = 0;
      return;
    }
    measuredPerSecond = measured;
    below = share;
    trial =
        share < BELOW
            ? Math.clamp(TRIAL_SAMPLES * since.letIn, SHORT_TRIAL, LONG_TRIAL)
            : Long.MAX_VALUE;
    if (phase == Phase.SOUGHT) {
      set(Math.max(below * measured, CUT * perSecond), now);
      phase = Phase.ROUGH;
    } else {
      measuredLetIn = since.letIn;
      measuredSeconds = seconds;
      set(below * measured, now);
      phase = Phase.KNOWN;
    }
  }

  private void restart(long now) {
    measuring = true;
    since.restart(now);
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
    double share = growth() * Math.pow(2, doublings) * (now - grownAt) * pace;
    perSecond *= 1 + Math.min(MOST_GROWTH, share);
    bucket.become(perSecond, Math.max(1, BURST_SECONDS * perSecond), now);
    grownAt = now;
  }

  /// Where refusals come by chance, a limit takes more calls than it lets in.
  private double growth() {
    boolean taken = perSecond * (1 - chance.share()) >= measuredPerSecond;
    return phase == Phase.KNOWN && chance.share() > 0 && !taken ? Phase.ROUGH.growth : phase.growth;
  }

  private long silence() {
    double turns = isKnown() ? SILENT_TURNS / perSecond * 1e9 : 0;
    return (long) Math.max((double) SILENCE.toNanos(), turns);
  }
}
