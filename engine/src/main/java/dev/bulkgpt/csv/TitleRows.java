package dev.bulkgpt.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the row that is probably the header of a file with titles above it: its names are all
/// words and all different, it is wider than what stands first, and the next rows are as wide.
///
/// @param header the row
/// @param apart lines without any value stand before it
record TitleRows(RawRow header, boolean apart) {

  /// @param rows the first ones of the file, no blank ones among them
  static Optional<TitleRows> find(List<RawRow> rows) {
    for (int i = 1; i < rows.size() - 1; i++) {
      RawRow row = rows.get(i);
      int width = row.cells().length;
      if (width > 1
          && width > names(rows.getFirst())
          && isHeader(row.cells())
          && agree(rows.subList(i + 1, rows.size()), width)) {
        return Optional.of(new TitleRows(row, row.line() > rows.get(i - 1).line() + 1));
      }
    }
    return Optional.empty();
  }

  int width() {
    return header.cells().length;
  }

  /// What a person may do about it.
  String hint() {
    return "the header may stand in line %d: --skip-lines %d"
        .formatted(header.line(), header.line() - 1);
  }

  private static long names(RawRow row) {
    return Arrays.stream(row.cells()).filter(cell -> !cell.isBlank()).count();
  }

  /// All names are words, and no two alike.
  static boolean isHeader(String[] cells) {
    return Arrays.stream(cells)
            .allMatch(cell ->
                cell.equals(cell.strip()) && cell.codePoints().anyMatch(Character::isLetter))
        && Arrays.stream(cells).distinct().count() == cells.length;
  }

  /// The next one and most of the others are so wide, and none is wider.
  private static boolean agree(List<RawRow> rows, int width) {
    long wide = rows.stream().filter(row -> row.cells().length >= width).count();
    return rows.getFirst().cells().length >= width
        && wide * 2 > rows.size()
        && rows.stream().allMatch(row -> RowShape.used(row.cells()) <= width);
  }
}
