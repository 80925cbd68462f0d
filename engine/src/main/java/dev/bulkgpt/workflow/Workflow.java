package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// A checked workflow: what to do to one row.
///
/// @param output the added columns of the result, in order: names out of the steps' columns
/// @param maxCost the spending cap; empty: none
/// @param empty what becomes of rows without anything to ask about
/// @param canonical the document as JSON with sorted keys: equal for equal workflows however they
///   were written; [WorkflowReader] reads it back. The cap is not in it: another cap is no other
///   workflow
public record Workflow(
    String name,
    List<PlannedStep> steps,
    List<String> output,
    Optional<Money> maxCost,
    EmptyRows empty,
    String canonical) {
  public Workflow {
    steps = List.copyOf(steps);
    output = List.copyOf(output);
  }

  /// The models its steps ask or classify with.
  public Set<ModelId> models() {
    return steps.stream()
        .flatMap(step -> step.step().models().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The settings of each step by its id, as one JSON text that equal steps share whatever their
  /// place; how long answers may be used again is none of them.
  public Map<String, String> settings() {
    return Canonical.settings(canonical);
  }

  /// Every problem between the workflow and an input: names that no column has, columns added
  /// although the input has them, and warnings. Empty or only warnings: [#bind] succeeds.
  public List<Problem> check(List<String> header) {
    return new HeaderCheck(this, header).problems();
  }

  /// Makes it ready for one task on this node; may take seconds. The outcome serves any number of
  /// threads.
  ///
  /// @throws IllegalStateException when [#check] finds an error
  public BoundWorkflow bind(List<String> header, Classifiers classifiers) {
    return BoundWorkflow.of(this, header, classifiers);
  }

  /// The text of every template for one row, by its place, in order: what a person wants to see
  /// before a run. Cells that steps will add stand as their names in double braces.
  ///
  /// @throws IllegalStateException when [#check] finds an error
  public SequencedMap<String, String> resolvedPrompts(List<String> header, String[] inputCells) {
    var columns = new Columns(header, steps);
    Row row = columns.row(inputCells);
    List<String> names = columns.names();
    row.fill(
        header.size(),
        names.subList(header.size(), names.size()).stream().map(it -> "{{" + it + "}}").toList());
    var texts = new LinkedHashMap<String, String>();
    for (PlannedStep step : steps) {
      for (PlannedStep.Read read : step.reads()) {
        if (read.expression() instanceof Template template) {
          texts.put(read.place(), template.bind(columns).apply(row));
        }
      }
    }
    return texts;
  }
}
