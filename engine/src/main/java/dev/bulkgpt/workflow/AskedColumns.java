package dev.bulkgpt.workflow;

import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Finds the input columns that the model steps of a workflow read, by way of earlier steps too.
/// What a guard (`run_if`, `skip_if`) or a filter looks at is not read by a model. Used by one
/// thread, once.
final class AskedColumns {

  private final List<PlannedStep> steps;
  private final int inputColumns;
  private final Columns columns;
  private final List<SortedSet<Integer>> readBySteps = new ArrayList<>();

  private AskedColumns(Workflow workflow, List<String> header) {
    steps = workflow.steps();
    inputColumns = header.size();
    columns = new Columns(header, steps);
  }

  /// Positions in the header, in order.
  static SortedSet<Integer> of(Workflow workflow, List<String> header) {
    AskedColumns asked = new AskedColumns(workflow, header);
    SortedSet<Integer> all = new TreeSet<>();
    for (PlannedStep step : asked.steps) {
      SortedSet<Integer> read = asked.readBy(step);
      asked.readBySteps.add(read);
      if (!step.step().models().isEmpty()) {
        all.addAll(read);
      }
    }
    return all;
  }

  private SortedSet<Integer> readBy(PlannedStep step) {
    SortedSet<Integer> positions = new TreeSet<>();
    for (Read read : step.reads()) {
      if (!(read.expression() instanceof Condition)) {
        for (String name : read.expression().names(it -> columns.find(it).isPresent())) {
          positions.addAll(behind(columns.find(name)));
        }
      }
    }
    return positions;
  }

  /// @param column empty: the row as a whole
  private SortedSet<Integer> behind(OptionalInt column) {
    if (column.isEmpty()) {
      return new TreeSet<>(IntStream.range(0, inputColumns).boxed().toList());
    }
    if (column.getAsInt() < inputColumns) {
      return new TreeSet<>(List.of(column.getAsInt()));
    }
    int at = inputColumns;
    for (int i = 0; i < readBySteps.size(); i++) {
      at += steps.get(i).columns().size();
      if (column.getAsInt() < at) {
        return readBySteps.get(i);
      }
    }
    return new TreeSet<>();
  }
}
