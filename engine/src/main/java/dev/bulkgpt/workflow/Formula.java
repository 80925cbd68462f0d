package dev.bulkgpt.workflow;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// A CEL expression over a row that gives a cell: strings as they are, numbers and booleans in
/// their plain spelling, lists and maps as JSON.
public record Formula(String source) implements Expression {

  @Override
  public List<String> names(Predicate<String> known) {
    return CelExpression.parse(source).names(known);
  }

  @Override
  public List<String> faults(Columns scope) {
    return CelExpression.parse(source).faults(scope, CelExpression.Wanted.ANYTHING);
  }

  /// Compiled against the columns; the function may be used by many threads at once.
  ///
  /// @throws IllegalStateException when the expression has faults
  public Function<Row, Evaluated<String>> bind(Columns columns) {
    CelProgram program = CelExpression.parse(source).compile(columns);
    return row ->
        switch (program.run(row)) {
          case Evaluated.Value(Object value) -> new Evaluated.Value<>(CelText.of(value));
          case Evaluated.Broken(String why) -> new Evaluated.Broken<>(why);
        };
  }
}
