package dev.bulkgpt.workflow;

import java.util.List;
import java.util.Objects;
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
  ///
  /// @param line of the document, from 1; 0 when it is not known
  public record Read(String place, int line, Expression expression) {

    /// Where it stood in a document is no part of what a workflow is.
    @Override
    public boolean equals(Object other) {
      return other instanceof Read read
          && place.equals(read.place)
          && expression.equals(read.expression);
    }

    @Override
    public int hashCode() {
      return Objects.hash(place, expression);
    }

    Problem error(String message) {
      return Problem.error(place, message).at(line);
    }

    Problem warning(String message) {
      return Problem.warning(place, message).at(line);
    }
  }

  public PlannedStep {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }
}
