package dev.bulkgpt.workflow;

import java.util.List;
import java.util.Optional;

/// The step kinds a reader knows, in the order they are documented. Immutable.
public final class StepKinds {

  private final List<StepKind> all;

  private StepKinds(List<StepKind> all) {
    this.all = List.copyOf(all);
  }

  /// @param kinds records with [Kind]
  public static StepKinds of(List<Class<? extends Step>> kinds) {
    return new StepKinds(kinds.stream().map(StepKind::of).toList());
  }

  public List<StepKind> all() {
    return all;
  }

  List<String> names() {
    return all.stream().map(StepKind::name).toList();
  }

  Optional<StepKind> find(String name) {
    return all.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /// @throws IllegalArgumentException when the step is of none of these kinds
  StepKind of(Step step) {
    return all.stream()
        .filter(kind -> kind.isOf(step))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown kind: " + step.getClass()));
  }
}
