package dev.bulkgpt.workflow;

import java.util.List;
import java.util.OptionalLong;

/// A checked workflow: what to do to one row.
///
/// @param output the added columns of the result, in order: names out of the steps' columns
/// @param maxCostNanoUsd the cap; empty: none
/// @param canonical the document as JSON with sorted keys: equal for equal workflows however they
///   were written; [WorkflowReader] reads it back
public record Workflow(
    String name,
    List<PlannedStep> steps,
    List<String> output,
    OptionalLong maxCostNanoUsd,
    String canonical) {
  public Workflow {
    steps = List.copyOf(steps);
    output = List.copyOf(output);
  }
}
