package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputLimits;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowPlace;
import dev.bulkgpt.csv.TableIntake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of a sheet that hold values, as rows of a table: the first is the header and ends with
/// its last value. Rows without a value, whether they stand in the file or not, keep their place
/// between others, up to a number; at the end they do not exist.
final class SheetTable {

  /// More blank rows in a row than these are a gap, not rows.
  private static final int MOST_BLANK = 1_000;

  private final TableIntake table;
  private final InputLimits limits;
  private final long skipped;
  private final Findings findings;
  private final List<int[]> hiddenColumns = new ArrayList<>();
  private int columns;
  private long header;
  private long last;

  SheetTable(TableIntake table, InputOptions options, Findings findings) {
    this.table = table;
    this.findings = findings;
    limits = options.limits();
    skipped = options.skipLines();
  }

  /// Rows that are passed over.
  long skipped() {
    return skipped;
  }

  /// @param first from 0
  void hiddenColumns(int first, int last) {
    hiddenColumns.add(new int[] {first, last});
  }

  /// A value's size in UTF-8.
  ///
  /// @param before bytes of the row's other values
  /// @throws InputRefusedException when it, its row, or the number of columns is too large
  long bytes(String value, CellName at, long before) throws InputRefusedException {
    long bytes = utf8Length(value);
    String wrong = "";
    if (at.column() >= limits.columns()) {
      wrong =
          "There is a value in %s; a table has at most %,d columns."
              .formatted(at, limits.columns());
    } else if (bytes > limits.cellBytes()) {
      wrong = "The value in %s is larger than %,d bytes.".formatted(at, limits.cellBytes());
    } else if (before + bytes > limits.rowBytes()) {
      wrong = "The row is larger than %,d bytes.".formatted(limits.rowBytes());
    }
    if (!wrong.isEmpty()) {
      throw new InputRefusedException(RowPlace.ROW, at.row(), wrong);
    }
    return bytes;
  }

  /// @param number later than those before
  /// @param cells up to the last value; none when the row is blank
  void row(long number, String[] cells, boolean hidden) throws IOException {
    if (cells.length == 0) {
      return;
    }
    if (hidden) {
      findings.hiddenRow(number);
    }
    if (columns == 0) {
      columns = cells.length;
      header = number;
      hiddenColumns.forEach(
          range -> findings.hiddenColumns(range[0], Math.min(range[1], columns - 1)));
    } else {
      mustFit(number, cells);
      blank(number - last - 1);
    }
    last = number;
    String[] full = Arrays.copyOf(cells, columns);
    Arrays.fill(full, cells.length, columns, "");
    table.row(number, full);
  }

  private void blank(long rows) {
    if (rows > MOST_BLANK) {
      findings.leftOut(last + 1, rows);
      return;
    }
    for (long row = 0; row < rows; row++) {
      table.blankRow();
    }
  }

  private void mustFit(long number, String[] cells) throws InputRefusedException {
    if (cells.length > columns) {
      int column = columns;
      while (cells[column].isEmpty()) {
        column++;
      }
      throw new InputRefusedException(
          RowPlace.ROW,
          number,
          "The value `%s` in %s is beyond the header, which is row %,d and ends with column %s. Name its column there, or remove it. If the header is a later row, pass over those above it with --skip-lines."
              .formatted(
                  Shown.cut(cells[column]),
                  new CellName(column, number),
                  header,
                  CellName.letters(columns - 1)));
    }
  }

  /// @param sheet its name
  /// @param notes told first
  /// @throws InputRefusedException when there was no row
  Intake finish(String sheet, List<String> notes) throws IOException {
    if (last == header) {
      throw new InputRefusedException(
          "The sheet `%s` has %s%s.%s"
              .formatted(
                  Shown.cut(sheet),
                  header == 0 ? "no values" : "a header but no rows",
                  skipped == 0 ? "" : " from row %,d on".formatted(skipped + 1),
                  findings.anyNotComputed()
                      ? " Its formulas were never computed: open the workbook in Excel or LibreOffice and save it, then they have values."
                      : ""));
    }
    return table.finish(new Intake.Source.Workbook(sheet), notes);
  }

  private static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A surrogate pair is four bytes: two for each half.
      bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes;
  }
}
