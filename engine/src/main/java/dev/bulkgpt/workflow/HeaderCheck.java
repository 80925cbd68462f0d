package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds a workflow against an input's header. Used by one thread, once.
final class HeaderCheck {

  private final Workflow workflow;
  private final List<String> header;
  private final List<Problem> problems = new ArrayList<>();

  HeaderCheck(Workflow workflow, List<String> header) {
    this.workflow = workflow;
    this.header = header;
  }

  List<Problem> problems() {
    clashes();
    for (int i = 0; i < workflow.steps().size(); i++) {
      var scope = new Columns(header, workflow.steps().subList(0, i));
      workflow.steps().get(i).reads().forEach(read -> check(read, scope));
    }
    return List.copyOf(problems);
  }

  /// Names that look alike are one to whoever reads the result.
  private void clashes() {
    Map<String, String> input = new HashMap<>();
    header.forEach(name -> input.putIfAbsent(Spelling.plain(name), name));
    for (int i = 0; i < workflow.steps().size(); i++) {
      PlannedStep step = workflow.steps().get(i);
      for (String column : step.columns()) {
        String there = input.get(Spelling.plain(column));
        if (there != null) {
          problems.add(
              Problem.error(
                  "steps[" + i + "]",
                  "The step %s adds the column \"%s\", and the input has a column \"%s\" already; rename one of them."
                      .formatted(step.id(), Spelling.exactly(column), Spelling.exactly(there))));
        }
      }
    }
  }

  private void check(Read read, Columns scope) {
    boolean allKnown = true;
    for (String name : read.expression().names(it -> scope.find(it).isPresent())) {
      if (scope.find(name).isEmpty()) {
        allKnown = false;
        problems.add(read.error(new UnknownColumn(name, scope, read.expression()).sentence()));
      }
    }
    if (allKnown) {
      read.expression().faults(scope).forEach(fault -> problems.add(read.error(fault)));
    }
    if (read.expression() instanceof Template template) {
      template
          .singleBraced(scope)
          .forEach(name ->
              problems.add(
                  read.warning(
                      "{%s} stays as it is; a column's cell is written {{%s}}."
                          .formatted(Spelling.shown(name), Spelling.shown(name)))));
    }
  }
}
