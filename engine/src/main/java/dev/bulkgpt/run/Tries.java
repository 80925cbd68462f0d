package dev.bulkgpt.run;

import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Outcome.Cost;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What one step on one row has used up of its [RetryPolicy]. Used by the row's thread.
final class Tries {

  private final RetryPolicy policy;
  private final Map<Cost, Integer> used = new EnumMap<>(Cost.class);

  Tries(RetryPolicy policy) {
    this.policy = policy;
  }

  /// An attempt failed.
  ///
  /// @return how long to wait before the next one; empty when there is none
  Optional<Duration> waitBefore(Outcome.Retry retry) {
    used.merge(retry.cost(), 1, Integer::sum);
    return switch (retry.cost()) {
      case TRY -> policy.waitAfter(tries(), retry.retryAfter());
      case CONNECTION ->
          tries() == 0 ? atOnce(true) : policy.waitAfter(tries(), retry.retryAfter());
      case PROBE -> atOnce(used(Cost.PROBE) < policy.probes());
      case ROOM ->
          used(Cost.ROOM) < policy.probes()
              ? Optional.of(retry.retryAfter().orElseGet(() -> policy.jittered(used(Cost.ROOM))))
              : Optional.empty();
      case ANSWER -> atOnce(answers() < policy.answers());
      case LAST_ANSWER -> atOnce(answers() < 2);
      case NOTHING -> atOnce(true);
    };
  }

  /// The first kept connection that breaks is none.
  private int tries() {
    return used(Cost.TRY) + Math.max(0, used(Cost.CONNECTION) - 1);
  }

  private int answers() {
    return used(Cost.ANSWER) + used(Cost.LAST_ANSWER);
  }

  private int used(Cost cost) {
    return used.getOrDefault(cost, 0);
  }

  private static Optional<Duration> atOnce(boolean again) {
    return again ? Optional.of(Duration.ZERO) : Optional.empty();
  }
}
