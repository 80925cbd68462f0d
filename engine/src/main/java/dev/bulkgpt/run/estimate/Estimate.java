package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelId;
import java.util.List;
import java.util.Optional;

/// What a run over all rows will likely come to, what is spent already included.
///
/// @param rows of the input
/// @param steps those that call models, in order
/// @param total of all steps; its cost counts priced models only, and is empty when calls are made
///   and none is priced
/// @param basis what the figures rest on, one sentence each
/// @param minutes how long it takes at the providers' limits; empty when nothing is called
/// @param unpriced the models nobody knows the price of
public record Estimate(
    long rows,
    List<StepEstimate> steps,
    Figures total,
    List<String> basis,
    Optional<Range> minutes,
    List<ModelId> unpriced) {

  public Estimate {
    steps = List.copyOf(steps);
    basis = List.copyOf(basis);
    unpriced = List.copyOf(unpriced);
  }

  /// One step's share.
  public record StepEstimate(String id, ModelId model, Figures figures) {}
}
