package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A template without sections, bound to columns: texts around cells, put one after the other.
/// Immutable.
final class PlainText implements Function<Row, String> {

  /// One more than cells; empty where two cells touch.
  private final String[] texts;

  private final int[] cells;

  private PlainText(List<String> texts, int[] cells) {
    this.texts = texts.toArray(String[]::new);
    this.cells = cells;
  }

  static PlainText of(TemplateParts parts, Columns columns) {
    var texts = new ArrayList<String>();
    var cells = new ArrayList<Integer>();
    var text = new StringBuilder();
    for (TemplateParts.Part part : parts.parts()) {
      switch (part) {
        case TemplateParts.Part.Text(String piece) -> text.append(piece);
        case TemplateParts.Part.Variable(String name) -> {
          texts.add(text.toString());
          text.setLength(0);
          cells.add(columns.position(name));
        }
        case TemplateParts.Part.Section _ ->
            throw new IllegalStateException("a plain template has no sections");
      }
    }
    texts.add(text.toString());
    return new PlainText(texts, cells.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public String apply(Row row) {
    int length = texts[0].length();
    for (int i = 0; i < cells.length; i++) {
      length += row.cell(cells[i]).length() + texts[i + 1].length();
    }
    var text = new StringBuilder(length).append(texts[0]);
    for (int i = 0; i < cells.length; i++) {
      text.append(row.cell(cells[i])).append(texts[i + 1]);
    }
    return text.toString();
  }
}
