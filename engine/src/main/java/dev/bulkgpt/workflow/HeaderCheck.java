package dev.bulkgpt.workflow;

import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds a workflow against an input's header. Used by one thread, once.
final class HeaderCheck {

  private static final int MAX_NAMES_SHOWN = 20;

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

  private void clashes() {
    Set<String> input = header.stream().map(String::strip).collect(Collectors.toSet());
    for (int i = 0; i < workflow.steps().size(); i++) {
      PlannedStep step = workflow.steps().get(i);
      for (String column : step.columns()) {
        if (input.contains(column)) {
          problems.add(
              Problem.error(
                  "steps[" + i + "]",
                  "The step %s adds the column \"%s\", and the input has a column \"%s\" already; rename one of them."
                      .formatted(step.id(), column, column)));
        }
      }
    }
  }

  private void check(Read read, Columns scope) {
    boolean allKnown = true;
    for (String name : read.expression().names(it -> scope.find(it).isPresent())) {
      if (scope.find(name).isEmpty()) {
        allKnown = false;
        problems.add(Problem.error(read.place(), unknown(name, scope)));
      }
    }
    if (allKnown) {
      read.expression()
          .faults(scope)
          .forEach(fault -> problems.add(Problem.error(read.place(), fault)));
    }
    if (read.expression() instanceof Template template) {
      template
          .singleBraced(scope)
          .forEach(name ->
              problems.add(
                  Problem.warning(
                      read.place(),
                      "{%s} stays as it is; a column's cell is written {{%s}}."
                          .formatted(name, name))));
    }
  }

  private static String unknown(String name, Columns scope) {
    List<String> valid = scope.names();
    String shown =
        valid.stream().limit(MAX_NAMES_SHOWN).collect(Collectors.joining(", "))
            + (valid.size() > MAX_NAMES_SHOWN ? ", …" : "");
    return "There is no column \"%s\".%s It may read: %s."
        .formatted(name, Nearest.hint(name, scope.allNames()), shown);
  }
}
