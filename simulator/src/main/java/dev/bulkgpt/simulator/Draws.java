package dev.bulkgpt.simulator;

import java.util.Arrays;

/// The chance of one knob string: which outcome a call has and how long it takes.
///
/// Everything is drawn from the prompt's hash, the number of the attempt and the seed, so a run can
/// be repeated in any order of calls. Immutable.
final class Draws {

  private static final long OUTCOME = 1;
  private static final long FIRST = 2;
  private static final long CONTEXT = 3;
  private static final long RADIUS = 4;
  private static final long ANGLE = 5;
  private static final long FLAGGED = 6;

  private final Outcome[] outcomes;
  private final double[] upTo;
  private final double meanMillis;
  private final double sigma;
  private final long seed;
  private final double badFirst;
  private final double context;
  private final double flagged;
  private final int failFirst;

  Draws(Knobs knobs) {
    Knob[] shares =
        Arrays.stream(Knob.values())
            .filter(k -> k.isOutcome() && knobs.has(k))
            .toArray(Knob[]::new);
    outcomes = new Outcome[shares.length];
    upTo = new double[shares.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += knobs.at(shares[i]);
      upTo[i] = sum;
      outcomes[i] = Outcome.valueOf(shares[i].name());
    }
    meanMillis = knobs.at(Knob.LAT);
    sigma = knobs.at(Knob.SD);
    seed = Hash.mix((long) knobs.at(Knob.SEED));
    badFirst = knobs.at(Knob.BADFIRST);
    context = knobs.at(Knob.CTX);
    flagged = knobs.at(Knob.FLAGGED);
    failFirst = (int) knobs.at(Knob.FAILFIRST);
  }

  Outcome outcome(long prompt, int attempt) {
    if (attempt <= failFirst) {
      return Outcome.P500;
    }
    if (outcomes.length == 0) {
      return Outcome.GOOD;
    }
    double draw = Hash.unit(prompt ^ seed, OUTCOME + ((long) attempt << 8));
    for (int i = 0; i < outcomes.length; i++) {
      if (draw < upTo[i]) {
        return outcomes[i];
      }
    }
    return Outcome.GOOD;
  }

  /// True for a prompt whose first answer shall not fit its schema.
  boolean badFirst(long prompt) {
    return badFirst > 0 && Hash.unit(prompt ^ seed, FIRST) < badFirst;
  }

  /// True for a prompt that shall be too long; the same on every attempt, as it would be.
  boolean tooLong(long prompt, int tokens) {
    return context > 1
        ? tokens > context
        : context > 0 && Hash.unit(prompt ^ seed, CONTEXT) < context;
  }

  /// True for a prompt that shall be flagged; the same on every attempt, as it would be.
  boolean flagged(long prompt) {
    return flagged > 0 && Hash.unit(prompt ^ seed, FLAGGED) < flagged;
  }

  /// Nanoseconds an answer takes: lognormal with mean `lat` and sigma `sd` (Box and Muller 1958),
  /// or just `lat`.
  long latencyNanos(long prompt, int attempt) {
    if (sigma == 0 || meanMillis == 0) {
      return (long) (meanMillis * 1e6);
    }
    double u = 1 - Hash.unit(prompt ^ seed, RADIUS + ((long) attempt << 8));
    double v = Hash.unit(prompt ^ seed, ANGLE + ((long) attempt << 8));
    double normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    return (long) (meanMillis * 1e6 * Math.exp(sigma * normal - sigma * sigma / 2));
  }
}
