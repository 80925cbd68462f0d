package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.ResultColumns;
import dev.bulkgpt.csv.RowMeta;
import java.util.List;

/// The columns of a result, and each row's cells in their order.
final class RowCells {

  private final List<String> names;
  private final boolean fullMeta;
  private final String[] cells;

  RowCells(List<String> input, List<String> added, boolean fullMeta) {
    this.fullMeta = fullMeta;
    names = ResultColumns.of(input, added, fullMeta);
    cells = new String[names.size()];
  }

  List<String> names() {
    return names;
  }

  /// Valid until the next row.
  String[] of(String[] input, List<String> added, RowMeta meta) {
    System.arraycopy(input, 0, cells, 0, input.length);
    int at = input.length;
    for (String value : added) {
      cells[at++] = value;
    }
    for (String value : ResultColumns.meta(meta, fullMeta)) {
      cells[at++] = value;
    }
    return cells;
  }
}
