package dev.bulkgpt.run.estimate;

import java.util.Optional;

/// How much of everything.
///
/// @param costNanoUsd empty when the price is unknown
public record Figures(
    Range calls, Range inputTokens, Range outputTokens, Optional<Range> costNanoUsd) {

  /// No call is made.
  static final Figures NOTHING =
      new Figures(Range.ZERO, Range.ZERO, Range.ZERO, Optional.of(Range.ZERO));

  /// The sum; a cost that is unknown on one side is that of the other.
  Figures plus(Figures other) {
    return new Figures(
        calls.plus(other.calls),
        inputTokens.plus(other.inputTokens),
        outputTokens.plus(other.outputTokens),
        costNanoUsd.isPresent() && other.costNanoUsd.isPresent()
            ? Optional.of(costNanoUsd.get().plus(other.costNanoUsd.get()))
            : costNanoUsd.or(other::costNanoUsd));
  }

  Figures narrowed() {
    return new Figures(
        calls.narrowed(),
        inputTokens.narrowed(),
        outputTokens.narrowed(),
        costNanoUsd.map(Range::narrowed));
  }
}
