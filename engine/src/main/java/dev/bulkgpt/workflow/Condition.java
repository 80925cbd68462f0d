package dev.bulkgpt.workflow;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// A CEL expression over a row that says yes or no. Columns whose names are identifiers stand for
/// themselves, `row["Org Name"]` reaches any; all values are strings.
public record Condition(String source) implements Expression {

  @Override
  public List<String> names(Predicate<String> known) {
    return CelExpression.parse(source).names(known);
  }

  @Override
  public List<String> faults(Columns scope) {
    return CelExpression.parse(source).faults(scope, CelExpression.Wanted.BOOLEAN);
  }

  /// Compiled against the columns; the function may be used by many threads at once.
  ///
  /// @throws IllegalStateException when the expression has faults
  public Function<Row, Evaluated<Boolean>> bind(Columns columns) {
    CelProgram program = CelExpression.parse(source).compile(columns);
    return row ->
        switch (program.run(row)) {
          case Evaluated.Value(Boolean yes) -> new Evaluated.Value<>(yes);
          case Evaluated.Value(Object other) ->
              new Evaluated.Broken<>("it gave " + CelText.of(other) + " instead of true or false");
          case Evaluated.Broken(String why) -> new Evaluated.Broken<>(why);
        };
  }
}
