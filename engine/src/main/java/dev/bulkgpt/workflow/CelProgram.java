package dev.bulkgpt.workflow;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A compiled CEL expression. Immutable; used by many threads at once.
///
/// @param positions where the cells of the variables stand
/// @param tree what the program was made of
record CelProgram(
    CelRuntime.Program program, Map<String, Integer> positions, CelAbstractSyntaxTree tree) {

  Evaluated<Object> run(Row row) {
    try {
      return new Evaluated.Value<>(program.eval(name -> variable(name, row)));
    } catch (CelEvaluationException e) {
      return new Evaluated.Broken<>(CelFaults.sentence(e, tree));
    }
  }

  private Optional<Object> variable(String name, Row row) {
    if (name.equals(CelNames.ROW)) {
      return Optional.of(new Cells(row));
    }
    Integer at = positions.get(name);
    return at == null ? Optional.empty() : Optional.of(row.cell(at));
  }

  /// `row` in an expression: every column by its name, found as [Columns#find] finds it.
  private static final class Cells extends AbstractMap<String, String> {

    private final Row row;

    Cells(Row row) {
      this.row = row;
    }

    @Override
    public boolean containsKey(Object key) {
      return key instanceof String name && row.columns().find(name).isPresent();
    }

    @Override
    public @Nullable String get(Object key) {
      if (!(key instanceof String name)) {
        return null;
      }
      var at = row.columns().find(name);
      return at.isPresent() ? row.cell(at.getAsInt()) : null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return row.columns().names().stream()
          .collect(Collectors.toMap(name -> name, name -> String.valueOf(get(name)), (a, _) -> a))
          .entrySet();
    }
  }
}
