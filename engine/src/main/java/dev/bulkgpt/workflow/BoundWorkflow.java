package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A workflow made ready for one task on this node. Immutable; used by any number of threads.
///
/// @param columns the input's, then each step's
/// @param asked the positions of the input columns without which a row is skipped; empty: none is
public record BoundWorkflow(Columns columns, List<BoundStep> steps, List<Integer> asked) {

  public BoundWorkflow {
    steps = List.copyOf(steps);
    asked = List.copyOf(asked);
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
    SortedSet<Integer> asked =
        workflow.empty() == EmptyRows.SKIP ? AskedColumns.of(workflow, header) : new TreeSet<>();
    return new BoundWorkflow(columns, steps, List.copyOf(asked));
  }

  /// Nothing stands in any column that a model would read: the row is skipped.
  ///
  /// @param inputCells of the row
  public boolean isEmpty(String[] inputCells) {
    return !asked.isEmpty() && asked.stream().allMatch(at -> Blank.is(inputCells[at]));
  }

  /// The names of the columns that [#isEmpty] looks at.
  public List<String> askedNames() {
    return asked.stream().map(columns.names()::get).toList();
  }
}
