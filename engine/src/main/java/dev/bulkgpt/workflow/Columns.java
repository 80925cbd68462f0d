package dev.bulkgpt.workflow;

import dev.bulkgpt.csv.SpreadsheetText;
import dev.bulkgpt.words.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The columns of a running row in order: the input's, then each step's. A name is looked up as a
/// whole column name first, then as `step.field`; to the letter first, then as it looks
/// ([Spelling#plain]) when only one column looks like that.
public final class Columns {

  /// Takes a position's place where several columns look alike.
  private static final int SEVERAL = -1;

  private final List<String> names;
  private final Map<String, Integer> exact = new LinkedHashMap<>();
  private final Map<String, Integer> plain = new HashMap<>();

  /// @param input the input's header
  /// @param steps the steps in order, whose columns follow
  public Columns(List<String> input, List<PlannedStep> steps) {
    var all = new ArrayList<>(input);
    steps.forEach(step -> all.addAll(step.columns()));
    names = List.copyOf(all);
    for (int i = 0; i < names.size(); i++) {
      exact.putIfAbsent(names.get(i), i);
      plain.merge(Spelling.plain(names.get(i)), i, (_, _) -> SEVERAL);
    }
    int at = input.size();
    for (PlannedStep step : steps) {
      for (String field : step.fields()) {
        exact.putIfAbsent(step.id() + "." + field, at);
        plain.putIfAbsent(Spelling.plain(step.id() + "." + field), at++);
      }
    }
  }

  public List<String> names() {
    return names;
  }

  /// Every name [#find] knows, `step.field` spellings included.
  Set<String> allNames() {
    return exact.keySet();
  }

  public OptionalInt find(String name) {
    Integer at = exact.get(name);
    if (at == null) {
      at = plain.getOrDefault(Spelling.plain(name), SEVERAL);
    }
    return at == SEVERAL ? OptionalInt.empty() : OptionalInt.of(at);
  }

  /// The columns that look like the name.
  List<String> alike(String name) {
    String looks = Spelling.plain(name);
    return names.stream().filter(it -> Spelling.plain(it).equals(looks)).toList();
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
