package dev.bulkgpt.workbook;

import java.util.Optional;

/// What a sheet of a workbook can hold, as Excel has it, and the sentence for what it cannot.
public final class SheetLimits {

  /// The header is one of them.
  static final int ROWS = 1 << 20;

  static final int COLUMNS = 1 << 14;

  /// UTF-16 units.
  static final int CELL_CHARS = 32_767;

  private SheetLimits() {}

  /// @param rows the header not counted
  /// @return why a result is too large for a workbook, or nothing when it is not
  public static Optional<String> refusal(long rows, int columns) {
    if (columns > COLUMNS) {
      return Optional.of(
          "A workbook holds %,d columns, and the result has %,d: write a .csv."
              .formatted(COLUMNS, columns));
    }
    return rows < ROWS
        ? Optional.empty()
        : Optional.of(
            "A workbook holds %,d rows with the header, and the result has %,d: write a .csv."
                .formatted(ROWS, rows + 1));
  }

  public static boolean fits(String cell) {
    return cell.length() <= CELL_CHARS;
  }

  /// @return why a cell is no workbook's
  public static String refusal(long row, String column, String cell) {
    return "Row %,d, `%s`: a workbook's cell holds %,d characters, and this one has %,d: write a .csv."
        .formatted(row, column, CELL_CHARS, cell.length());
  }

  /// As much of a cell as fits; no character is halved.
  static String cut(String cell) {
    if (fits(cell)) {
      return cell;
    }
    boolean halved = Character.isHighSurrogate(cell.charAt(CELL_CHARS - 1));
    return cell.substring(0, halved ? CELL_CHARS - 1 : CELL_CHARS);
  }
}
