package dev.bulkgpt.workbook;

import java.util.Optional;

/// A place in a sheet as spreadsheets name it: `C5`.
///
/// @param column from 0
/// @param row from 1
record CellName(int column, long row) {

  /// Of a sheet, by Excel's own limit.
  static final int MOST_ROWS = 1_048_576;

  static final int MOST_COLUMNS = 16_384;

  /// @return empty for what is no place in a sheet
  static Optional<CellName> parse(String name) {
    int letters = 0;
    int column = 0;
    while (letters < name.length() && letters < 4 && isLetter(name.charAt(letters))) {
      column = column * 26 + (name.charAt(letters) & 0x1f);
      letters++;
    }
    Optional<Long> row = row(name.substring(letters));
    return letters == 0 || column > MOST_COLUMNS || row.isEmpty()
        ? Optional.empty()
        : Optional.of(new CellName(column - 1, row.get()));
  }

  /// @return empty for what is no row of a sheet
  static Optional<Long> row(String digits) {
    if (digits.isEmpty() || digits.length() > 7) {
      return Optional.empty();
    }
    long row = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      row = row * 10 + c - '0';
    }
    return row < 1 || row > MOST_ROWS ? Optional.empty() : Optional.of(row);
  }

  /// @param column from 0
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.append((char) ('A' + (rest - 1) % 26));
    }
    return letters.reverse().toString();
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  @Override
  public String toString() {
    return letters(column) + row;
  }
}
