package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.ResultRows;
import dev.bulkgpt.csv.RowMeta;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Writes a result as a workbook: one sheet `Result`, its header frozen. Text is text, whatever it
/// looks like, for nothing in it is ever computed; numbers are the cells of columns that
/// [ResultSurvey] found to hold nothing else. A cell that is too long is cut.
///
/// Memory is bounded by a row and a mebibyte of cells.
public final class ResultWorkbook implements ResultRows {

  private static final int FLUSHED_CELLS = 1 << 14;
  private static final int FLUSHED_CHARS = 1 << 20;

  /// Room for every number that is one, beside the margins.
  private static final int NARROWEST = 12;

  /// Longer ones some spreadsheets show as `####` when their format is Text.
  private static final int LONGEST_FORMATTED = 255;

  private final OutputStream out;
  private final ResultSurvey survey;
  private final Workbook book;
  private final Worksheet sheet;
  private int row;
  private int waitingCells;
  private int waitingChars;

  /// Writes the header. Closing flushes `out` and leaves it open.
  ///
  /// @param survey of the same rows
  public ResultWorkbook(OutputStream out, ResultSurvey survey) throws IOException {
    this.out = out;
    this.survey = survey;
    book = new Workbook(out, "BulkGPT", null);
    sheet = book.newWorksheet("Result");
    sheet.freezePane(0, 1);
    List<String> names = survey.columns().names();
    for (int column = 0; column < names.size(); column++) {
      sheet.width(column, Math.max(NARROWEST, survey.width(column)) + 1);
      text(column, names.get(column));
      sheet.style(row, column).bold().set();
    }
    endRow();
  }

  @Override
  public void write(String[] input, List<String> added, RowMeta meta) throws IOException {
    String[] cells = survey.columns().of(input, added, meta);
    for (int column = 0; column < cells.length; column++) {
      String cell = cells[column];
      if (cell.isEmpty()) {
        continue;
      }
      if (survey.isNumbers(column) && PlainNumber.is(cell)) {
        number(column, cell);
      } else {
        text(column, SheetLimits.cut(cell));
      }
    }
    endRow();
  }

  private void number(int column, String cell) {
    sheet.value(row, column, new BigDecimal(cell));
    int decimals = PlainNumber.smallDecimals(cell);
    if (decimals > 0) {
      sheet.style(row, column).format("0." + "0".repeat(decimals)).set();
    }
  }

  private void text(int column, String cell) {
    String escaped = EscapedText.escape(cell);
    if (isBlank(cell.charAt(0)) || isBlank(cell.charAt(cell.length() - 1))) {
      // Only as a run does the library say that blanks at the ends are to be kept.
      sheet.inlineString(row, column, RichText.builder().run(escaped).end().build());
    } else {
      sheet.inlineString(row, column, escaped);
    }
    if (isSomethingElseWhenTyped(cell)) {
      sheet.style(row, column).format("@").set();
    }
    waitingChars += cell.length();
  }

  /// Whoever edits a cell types it again: what could then become a formula, a number or a date has
  /// the format Text.
  private static boolean isSomethingElseWhenTyped(String cell) {
    int at = 0;
    while (at < cell.length() - 1 && isBlank(cell.charAt(at))) {
      at++;
    }
    return switch (cell.charAt(at)) {
      case '=' -> true;
      case '+', '-', '@', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          cell.length() <= LONGEST_FORMATTED;
      default -> false;
    };
  }

  private static boolean isBlank(char c) {
    return c <= ' ';
  }

  private void endRow() throws IOException {
    row++;
    waitingCells += survey.columns().names().size();
    if (waitingCells >= FLUSHED_CELLS || waitingChars >= FLUSHED_CHARS) {
      sheet.flush();
      waitingCells = 0;
      waitingChars = 0;
    }
  }

  @Override
  public void close() throws IOException {
    book.finish();
    out.flush();
  }
}
