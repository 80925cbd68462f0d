package dev.bulkgpt.step;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Columns;
import dev.bulkgpt.workflow.Condition;
import dev.bulkgpt.workflow.Evaluated;
import dev.bulkgpt.workflow.Expression;
import dev.bulkgpt.workflow.Formula;
import dev.bulkgpt.workflow.Help;
import dev.bulkgpt.workflow.Kind;
import dev.bulkgpt.workflow.NewColumn;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.ReadyStep;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.Step;
import dev.bulkgpt.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Computes columns out of others, without any model. The columns of one step do not see each
/// other, as in one SQL `SELECT`.
@Kind(
    name = "transform",
    help = "Computes columns out of other columns, without any model.",
    adds =
        "Its columns. They do not see each other: a column that needs another stands in a later"
            + " step.")
record TransformStep(
    @Help(
            "What to compute. A text is a template; {cel: expression} is CEL, and its lists and maps become JSON text.")
        List<NewColumn> columns)
    implements Step {

  /// A column's computation, bound.
  private record Bound(String name, Function<Row, Evaluated<String>> value) {}

  @Override
  public List<String> fields(String id) {
    return columns.stream().map(NewColumn::name).toList();
  }

  @Override
  public ReadyStep ready(Columns scope, Classifiers classifiers) {
    List<Bound> bound =
        columns.stream().map(it -> new Bound(it.name(), bind(it.value(), scope))).toList();
    return context -> compute(bound, context.row());
  }

  private static Function<Row, Evaluated<String>> bind(Expression expression, Columns scope) {
    return switch (expression) {
      case Template template -> template.bind(scope).andThen(Evaluated.Value::new);
      case Formula formula -> formula.bind(scope);
      case Condition _ -> throw new IllegalStateException("a column is no condition");
    };
  }

  private static Outcome compute(List<Bound> columns, Row row) {
    var cells = new ArrayList<String>(columns.size());
    for (Bound column : columns) {
      switch (column.value().apply(row)) {
        case Evaluated.Value(String cell) -> cells.add(cell);
        case Evaluated.Broken(String why) -> {
          return new Outcome.Reject(
              ErrorCode.TEMPLATE_ERROR,
              "columns.%s could not be evaluated: %s".formatted(column.name(), why));
        }
      }
    }
    return new Outcome.Done(cells);
  }
}
