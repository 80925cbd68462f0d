package dev.bulkgpt.workflow;

import java.util.List;
import java.util.Optional;

/// A step in its place in a workflow.
///
/// @param id unique in the workflow
/// @param guard empty: always runs
/// @param fields the step's own names for what it adds: its id for a step with one result, else one
///   per field; reachable as `id.field`
/// @param columns the names in the result, position by position with `fields`: a clash with an
///   earlier step's column is prefixed `<id>.`
/// @param reads every template and condition of the step, the guard included, with its place
public record PlannedStep(
    String id,
    Optional<Guard> guard,
    Step step,
    List<String> fields,
    List<String> columns,
    List<Read> reads) {

  /// An expression in its place, as in `steps[1].prompt.user`.
  public record Read(String place, Expression expression) {}

  public PlannedStep {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }
}
