package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;

/// A workflow made ready for one task on this node. Immutable; used by any number of threads.
///
/// @param columns the input's, then each step's
/// @param outputPositions where the cells of the result's added columns stand, in order
public record BoundWorkflow(Columns columns, List<BoundStep> steps, List<Integer> outputPositions) {

  public BoundWorkflow {
    steps = List.copyOf(steps);
    outputPositions = List.copyOf(outputPositions);
  }

  static BoundWorkflow of(Workflow workflow, List<String> header, Classifiers classifiers) {
    var columns = new Columns(header, workflow.steps());
    var steps = new ArrayList<BoundStep>();
    int first = header.size();
    for (int i = 0; i < workflow.steps().size(); i++) {
      PlannedStep step = workflow.steps().get(i);
      var readable = new Columns(header, workflow.steps().subList(0, i));
      steps.add(BoundStep.of(step, first, readable, classifiers));
      first += step.columns().size();
    }
    return new BoundWorkflow(
        columns, steps, workflow.output().stream().map(columns::position).toList());
  }
}
