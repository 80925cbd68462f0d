package dev.bulkgpt.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Brings rows to the header's number of columns, and counts what that took.
final class RowShape {

  private final int columns;
  private final RowPlace place;
  private long padded;
  private long trimmed;

  RowShape(int columns, RowPlace place) {
    this.columns = columns;
    this.place = place;
  }

  /// @param at where the row begins
  /// @throws InputRefusedException for a value beyond the last column
  String[] fit(long at, String[] cells) throws InputRefusedException {
    if (cells.length == columns) {
      return cells;
    }
    if (cells.length > columns) {
      if (used(cells) > columns) {
        throw new InputRefusedException(
            place, at, "The row has %,d values, the header %,d.".formatted(used(cells), columns));
      }
      trimmed++;
      return Arrays.copyOf(cells, columns);
    }
    padded++;
    String[] full = Arrays.copyOf(cells, columns);
    Arrays.fill(full, cells.length, columns, "");
    return full;
  }

  /// What that took, a sentence each.
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (padded > 0) {
      notes.add(
          "%,d %s fewer values than the header; the missing ones are empty"
              .formatted(padded, padded == 1 ? "row has" : "rows have"));
    }
    if (trimmed > 0) {
      notes.add(
          "%,d %s empty values beyond the last column; they are dropped"
              .formatted(trimmed, trimmed == 1 ? "row has" : "rows have"));
    }
    return notes;
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
