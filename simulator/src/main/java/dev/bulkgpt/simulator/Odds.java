package dev.bulkgpt.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which calls of one knob string get a dialect's answer, and which dialect's. Immutable.
///
/// A dialect with a condition answers whenever it holds: a server that refuses a parameter refuses
/// it always. The others share the calls that `odd`, `oddfirst` and `oddevery` leave them; of
/// several one is drawn, like everything by prompt, attempt and seed.
final class Odds {

  private static final long SHARE = 7;
  private static final long WHICH = 8;

  private final List<Dialect> conditional;
  private final List<Dialect> free;
  private final double share;
  private final int first;
  private final int every;
  private final long seed;

  Odds(Knobs knobs) {
    List<Dialect> all =
        knobs.dialects().stream().flatMap(it -> Dialects.named(it).stream()).toList();
    conditional = all.stream().filter(it -> it.when() != Condition.NONE).toList();
    free = all.stream().filter(it -> it.when() == Condition.NONE).toList();
    share = knobs.at(Knob.ODD);
    first = (int) knobs.at(Knob.ODDFIRST);
    every = (int) knobs.at(Knob.ODDEVERY);
    seed = Hash.mix((long) knobs.at(Knob.SEED));
  }

  /// True when this server has no dialect at all.
  boolean none() {
    return conditional.isEmpty() && free.isEmpty();
  }

  /// The dialect whose condition this request meets.
  @Nullable Dialect refusing(ChatRequest request) {
    for (Dialect dialect : conditional) {
      if (dialect.when().holds(request)) {
        return dialect;
      }
    }
    return null;
  }

  /// The dialect that answers this call.
  ///
  /// @param attempt of this prompt, from 1
  /// @param nth call of its connection, from 1
  @Nullable Dialect drawn(long prompt, int attempt, long nth) {
    if (free.isEmpty() || (first > 0 && attempt > first)) {
      return null;
    }
    long salt = (long) attempt << 8;
    Dialect dialect = free.get((int) (Hash.unit(prompt ^ seed, WHICH) * free.size()));
    int step = every > 0 ? every : dialect.every();
    if (step > 1 && nth % step != 0) {
      return null;
    }
    double draw = Hash.unit(prompt ^ seed, SHARE + (dialect.lasting() ? 0 : salt));
    return draw < share ? dialect : null;
  }
}
