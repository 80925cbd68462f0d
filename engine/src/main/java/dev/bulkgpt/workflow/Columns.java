package dev.bulkgpt.workflow;

import dev.bulkgpt.csv.SpreadsheetText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The columns of a running row in order: the input's, then each step's. A name is looked up as a
/// whole column name first, then as `step.field`, each ignoring outer spaces.
public final class Columns {

  private final List<String> names;
  private final Map<String, Integer> index = new LinkedHashMap<>();

  /// @param input the input's header
  /// @param steps the steps in order, whose columns follow
  public Columns(List<String> input, List<PlannedStep> steps) {
    var all = new ArrayList<>(input);
    steps.forEach(step -> all.addAll(step.columns()));
    names = List.copyOf(all);
    for (int i = 0; i < names.size(); i++) {
      index.putIfAbsent(names.get(i).strip(), i);
    }
    int at = input.size();
    for (PlannedStep step : steps) {
      for (String field : step.fields()) {
        index.putIfAbsent(step.id() + "." + field, at++);
      }
    }
  }

  public List<String> names() {
    return names;
  }

  /// Every name [#find] knows, `step.field` spellings included.
  Set<String> allNames() {
    return index.keySet();
  }

  public OptionalInt find(String name) {
    Integer at = index.get(name.strip());
    return at == null ? OptionalInt.empty() : OptionalInt.of(at);
  }

  /// As [#find], for a name that was checked before.
  ///
  /// @throws IllegalStateException when there is no such name
  int position(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException("unchecked column name: " + name));
  }

  /// A row that starts with these input cells as steps read them: text that a spreadsheet wrote as
  /// `="007"` is 007. The steps' cells are empty.
  public Row row(String[] inputCells) {
    String[] cells = new String[names.size()];
    Arrays.fill(cells, "");
    for (int i = 0; i < inputCells.length; i++) {
      cells[i] = SpreadsheetText.value(inputCells[i]);
    }
    return new Row(this, cells);
  }
}
