package dev.bulkgpt.model.limit;

/// Refusals that come by chance: a share of the calls, however slowly they are sent. Not safe for
/// threads: its [Limiter] guards it.
///
/// A limit refuses nothing while calls are sent slower than it. So when refusals follow each other
/// closely, each cuts the rate well below what was just let in; when such cuts in a row have made
/// refusals no rarer, the share is taken for chance. From then on refusals are explained until, in
/// the order of sending, clearly more than that share come together: those are a limit's.
///
/// Source: the sum that is kept is Page's CUSUM.
final class Chance {

  /// A refusal in more calls is no nuisance, a limit that is known is met no sooner, and in so many
  /// calls it may have changed.
  private static final int MANY = 225;

  /// Fewer calls prove little.
  private static final int MIN_SAMPLE = 5;

  /// Of what was let in: a rate to go on with, and one to try whether refusals become rarer.
  private static final double UNCUT = 0.98;

  private static final double CUT = 0.75;

  /// Refused below this share of what was let in before: no limit that stands explains it.
  private static final double WELL_BELOW = 0.9;

  private static final double CUTS_IN_VAIN = 2;

  /// In seconds: who asks for longer pauses has a limit.
  private static final double LONG_PAUSE = 5;

  /// Who refuses more than this is overrun, whatever the rate.
  private static final double MOST_SHARE = 0.35;

  /// The share is known roughly at first: so many times its error may be added.
  private static final double DOUBT = 2;

  /// What comes seldom enough is taken for a limit again: it costs little.
  private static final double LEAST_SHARE = 0.003;

  /// So many refusals less than expected, and there is no chance any more.
  private static final double MISSED = 12;

  /// What is remembered of the share fades by this with each call.
  private static final double MEMORY = 0.999;

  /// More than the share by so many times its spread is too much, ...
  private static final double BEARABLE = 0.1;

  /// ... and no chance any more when it comes to so many refusals and so many times the spread.
  private static final double NO_CHANCE = 3;

  private static final double NO_CHANCE_SPREADS = 40;

  private double mostShare;
  private double calls;
  private double refusals;
  private long quiet;
  private double tooMany;
  private long lastPlace;

  private double letInBefore;
  private double secondsBefore;
  private double cuts;
  private double seenCalls;
  private double seenRefusals;

  /// Of all calls; 0: refusals do not come by chance.
  double share() {
    return mostShare == 0 ? 0 : Math.min(mostShare, refusals / calls);
  }

  /// A call is sent slower than any limit that is known.
  void sentBelow() {
    calls = calls * MEMORY + 1;
    refusals *= MEMORY;
    quiet++;
    if (quiet * share() > MISSED) {
      mostShare = 0;
    }
  }

  /// A call was refused.
  ///
  /// @param place in the order of sending
  /// @param below it was sent slower than any limit that is known
  boolean explains(long place, boolean below) {
    long between = Math.max(0, place - lastPlace);
    lastPlace += between;
    if (below) {
      refusals++;
      quiet = 0;
    }
    double share = share();
    if (share < LEAST_SHARE) {
      mostShare = 0;
      return false;
    }
    double spread = Math.sqrt(share * (1 - share));
    double bearable = share + spread * (BEARABLE + 1 / Math.sqrt(calls));
    tooMany = Math.max(0, tooMany - bearable * between) + 1;
    return tooMany < NO_CHANCE + NO_CHANCE_SPREADS * spread;
  }

  /// The calls sent so far prove nothing more.
  ///
  /// @param some were let in: when most are refused, chance explains none of the next
  void restart(long place, boolean some) {
    lastPlace = Math.max(lastPlace, place);
    tooMany = some ? 0 : tooMany;
  }

  /// Calls were sent slower, and none was refused.
  void disproved() {
    letInBefore = 0;
    cuts = Math.max(0, cuts - 1);
  }

  /// A call that was counted as let in was refused.
  void late() {
    letInBefore = Math.max(0, letInBefore - 1);
    seenRefusals++;
  }

  /// Refused again: what was let in since the last time is a rate.
  ///
  /// @param refused since the last time
  /// @return the share of the rate to go on with; 0: as fast as may be, for it was chance
  double judge(Sample sample, long refused, long now) {
    long letIn = sample.letIn;
    double seconds = sample.seconds(now);
    double rested = sample.restedSeconds();
    boolean close = letIn < MANY && rested < LONG_PAUSE * refused;
    // The provider's bucket may have run over in a pause: it refills no faster than this.
    double most = letIn / Math.max(1e-6, seconds - rested);
    boolean early = most < WELL_BELOW * letInBefore / secondsBefore;
    if (early && close) {
      cuts += Math.min(1, letIn / (double) MIN_SAMPLE);
    } else if (letInBefore > 0) {
      cuts = 0;
      seenCalls = 0;
      seenRefusals = 0;
    }
    seenCalls += letIn + refused;
    seenRefusals += refused;
    letInBefore = letIn;
    secondsBefore = seconds;
    if (cuts >= CUTS_IN_VAIN && seenRefusals < MOST_SHARE * seenCalls) {
      found();
      return 0;
    }
    return close && letIn >= MIN_SAMPLE ? CUT : UNCUT;
  }

  private void found() {
    double share = seenRefusals / seenCalls;
    mostShare = share + DOUBT * Math.sqrt(share * (1 - share) / seenCalls);
    calls = seenCalls;
    refusals = seenRefusals + 1;
    quiet = 0;
    tooMany = 0;
    letInBefore = 0;
    cuts = 0;
  }
}
