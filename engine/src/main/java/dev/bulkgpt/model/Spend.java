package dev.bulkgpt.model;

/// What one or more calls used and cost.
///
/// @param calls requests the provider answered or may have answered
/// @param costNanoUsd billionths of a US dollar; counts priced calls only
/// @param unpricedCalls calls whose model has no price: the cost is then a lower bound
/// @param reusedAnswers questions answered by an equal one asked before, at no cost
public record Spend(
    int calls, Usage usage, long costNanoUsd, int unpricedCalls, int reusedAnswers) {

  public static final Spend NONE = new Spend(0, Usage.NONE, 0, 0, 0);

  /// An answer that was there already.
  public static final Spend REUSED = new Spend(0, Usage.NONE, 0, 0, 1);

  public Spend plus(Spend other) {
    return new Spend(
        calls + other.calls,
        usage.plus(other.usage),
        costNanoUsd + other.costNanoUsd,
        unpricedCalls + other.unpricedCalls,
        reusedAnswers + other.reusedAnswers);
  }
}
