package dev.bulkgpt.workflow;

import java.util.List;

/// The cells of one row while its steps run. Used by one thread at a time.
public final class Row {

  private final Columns columns;
  private final String[] cells;

  Row(Columns columns, String[] cells) {
    this.columns = columns;
    this.cells = cells;
  }

  public Columns columns() {
    return columns;
  }

  /// The cell at a position found by [Columns#find]; the empty string when nothing was added.
  public String cell(int position) {
    return cells[position];
  }

  /// Puts a step's values in place.
  ///
  /// @param firstPosition the position of the step's first column
  public void fill(int firstPosition, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      cells[firstPosition + i] = values.get(i);
    }
  }

  /// The cells from a position on.
  public List<String> cells(int from) {
    return List.of(cells).subList(from, cells.length);
  }
}
