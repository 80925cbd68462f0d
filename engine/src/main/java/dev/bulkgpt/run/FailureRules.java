package dev.bulkgpt.run;

import java.time.Duration;
import java.util.OptionalDouble;

/// When a row is given up, and when a task is.
///
/// @param rowTimeout what a row's calls and work may take all in all; waiting for a permit or for
///   the next try does not count
/// @param errorRatePause a task pauses when more than this share of its last rows failed by the
///   provider's or the network's fault; empty: never
public record FailureRules(Duration rowTimeout, OptionalDouble errorRatePause) {

  public static final FailureRules DEFAULT =
      new FailureRules(Duration.ofHours(1), OptionalDouble.of(0.5));
}
