package dev.bulkgpt.csv;

import java.util.Arrays;

/// Brings rows to the header's number of columns, and counts what that took.
final class RowShape {

  private final int columns;
  private long padded;
  private long trimmed;

  RowShape(int columns) {
    this.columns = columns;
  }

  /// @throws CsvRefusedException for a value beyond the last column
  String[] fit(RawRow row) throws CsvRefusedException {
    String[] cells = row.cells();
    if (cells.length == columns) {
      return cells;
    }
    if (cells.length > columns) {
      if (used(cells) > columns) {
        throw new CsvRefusedException(
            row.line(),
            "The row has %,d values, the header %,d. Perhaps a value that contains the separator is not in quotes."
                .formatted(used(cells), columns));
      }
      trimmed++;
      return Arrays.copyOf(cells, columns);
    }
    padded++;
    String[] full = Arrays.copyOf(cells, columns);
    Arrays.fill(full, cells.length, columns, "");
    return full;
  }

  /// Rows that had too few values.
  long padded() {
    return padded;
  }

  /// Rows that had empty values beyond the last column.
  long trimmed() {
    return trimmed;
  }

  /// How many cells there are up to the last one that is not empty.
  static int used(String[] cells) {
    int used = cells.length;
    while (used > 0 && cells[used - 1].isEmpty()) {
      used--;
    }
    return used;
  }
}
