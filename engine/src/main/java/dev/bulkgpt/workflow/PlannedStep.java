package dev.bulkgpt.workflow;

import java.util.List;
import java.util.Optional;

/// A step in its place in a workflow.
///
/// @param id unique in the workflow
/// @param guard `run_if` or `skip_if`, already turned to one sense; empty: always runs
/// @param fields the step's own names for what it adds: its id for a step with one result, else one
///   per field; reachable as `id.field`
/// @param columns the names in the result, position by position with `fields`: a clash with an
///   earlier step's column is prefixed `<id>.`
public record PlannedStep(
    String id, Optional<Condition> guard, Step step, List<String> fields, List<String> columns) {
  public PlannedStep {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
  }
}
