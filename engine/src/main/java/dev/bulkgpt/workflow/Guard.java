package dev.bulkgpt.workflow;

import java.util.function.Function;

/// Whether a step runs on a row: `run_if` or `skip_if`.
public record Guard(Sense sense, Condition condition) {

  /// What the condition's yes means.
  public enum Sense {
    RUN_IF("run_if"),
    SKIP_IF("skip_if");

    private final String word;

    Sense(String word) {
      this.word = word;
    }

    /// The spelling in a workflow.
    public String word() {
      return word;
    }
  }

  /// Compiled against the columns: true when the step runs.
  Function<Row, Evaluated<Boolean>> bind(Columns columns) {
    var holds = condition.bind(columns);
    return sense == Sense.RUN_IF
        ? holds
        : row ->
            switch (holds.apply(row)) {
              case Evaluated.Value(Boolean skip) -> new Evaluated.Value<>(!skip);
              case Evaluated.Broken<Boolean> broken -> broken;
            };
  }
}
