package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;

/// A workflow made ready for one task on this node. Immutable; used by any number of threads.
///
/// @param columns the input's, then each step's
public record BoundWorkflow(Columns columns, List<BoundStep> steps) {

  public BoundWorkflow {
    steps = List.copyOf(steps);
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
    return new BoundWorkflow(columns, steps);
  }
}
