package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Refuses what can be refused before the input is known: a step that reads what itself or a later
/// step adds. Immutable.
final class StepOrder {

  private final List<PlannedStep> steps;

  private StepOrder(List<PlannedStep> steps) {
    this.steps = steps;
  }

  static void check(List<PlannedStep> steps, List<Problem> problems) {
    var order = new StepOrder(steps);
    for (int i = 0; i < steps.size(); i++) {
      for (Read read : steps.get(i).reads()) {
        for (String name : order.names(read)) {
          order.fault(i, name).ifPresent(it -> problems.add(read.error(it)));
        }
      }
    }
  }

  private List<String> names(Read read) {
    return read.expression().names(name -> adder(name, 0, steps.size()).isPresent());
  }

  private Optional<String> fault(int reader, String name) {
    if (adder(name, 0, reader).isPresent()) {
      return Optional.empty();
    }
    return adder(name, reader, steps.size()).map(adder -> sentence(reader, adder, name));
  }

  private String sentence(int reader, int adder, String name) {
    String from = steps.get(reader).id();
    String to = steps.get(adder).id();
    String start = "The step %s reads \"%s\", which ".formatted(from, name);
    if (reader == adder) {
      return start + "it adds itself; a step reads input columns and earlier steps.";
    }
    if (reaches(adder, reader, new HashSet<>())) {
      return start + "%s adds, and %s reads what %s adds: a cycle.".formatted(to, to, from);
    }
    return start + "the later step %s adds; move %s before %s.".formatted(to, to, from);
  }

  private boolean reaches(int from, int target, Set<Integer> seen) {
    if (from == target) {
      return true;
    }
    return seen.add(from) && read(from).stream().anyMatch(next -> reaches(next, target, seen));
  }

  private Set<Integer> read(int step) {
    var read = new HashSet<Integer>();
    for (Read it : steps.get(step).reads()) {
      names(it).forEach(name -> adder(name, 0, steps.size()).ifPresent(read::add));
    }
    return read;
  }

  /// The first step of the range that adds the name, as a column or as `id.field`.
  private Optional<Integer> adder(String written, int from, int to) {
    String name = Spelling.plain(written);
    for (int i = from; i < to; i++) {
      PlannedStep step = steps.get(i);
      boolean adds =
          step.columns().stream().anyMatch(it -> name.equals(Spelling.plain(it)))
              || step.fields().stream()
                  .anyMatch(it -> name.equals(Spelling.plain(step.id() + "." + it)));
      if (adds) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
