package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ErrorCode;
import java.util.function.Function;

/// A step of a [BoundWorkflow]. Immutable; used by any number of threads.
///
/// @param firstColumn the position of its first column, for [Row#fill]
/// @param ready what runs when [#decide] says so
public record BoundStep(
    String id, int firstColumn, Function<Row, Decision> guard, ReadyStep ready) {

  /// What a step's guard says of one row.
  public sealed interface Decision {

    /// The step runs.
    record Run() implements Decision {}

    /// The step does not run, and leaves its columns empty.
    record Pass() implements Decision {}

    /// The guard could not be evaluated: the row fails.
    record Fail(Outcome.Reject outcome) implements Decision {}
  }

  private static final Decision RUN = new Decision.Run();
  private static final Decision PASS = new Decision.Pass();

  static BoundStep of(
      PlannedStep step, int firstColumn, Columns readable, Classifiers classifiers) {
    return new BoundStep(
        step.id(),
        firstColumn,
        step.guard().map(guard -> decide(guard, readable)).orElse(_ -> RUN),
        step.step().ready(readable, classifiers));
  }

  public Decision decide(Row row) {
    return guard.apply(row);
  }

  private static Function<Row, Decision> decide(Guard guard, Columns readable) {
    var runs = guard.bind(readable);
    return row ->
        switch (runs.apply(row)) {
          case Evaluated.Value(Boolean yes) -> yes ? RUN : PASS;
          case Evaluated.Broken(String why) ->
              new Decision.Fail(
                  new Outcome.Reject(
                      ErrorCode.TEMPLATE_ERROR,
                      "%s could not be evaluated: %s".formatted(guard.sense().word(), why)));
        };
  }
}
