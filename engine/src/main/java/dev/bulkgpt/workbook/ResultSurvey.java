package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.ResultRows;
import dev.bulkgpt.csv.RowMeta;
import java.util.List;
import java.util.Optional;

/// A first look at the rows of a result, for what [ResultWorkbook] has to know before its first
/// byte: which columns hold nothing but numbers, how wide they are, which cells are too long.
///
/// A column becomes numbers as a whole or not at all: of a column half text, half numbers a
/// spreadsheet would add up the half, without a word.
public final class ResultSurvey implements ResultRows {

  private static final int WIDEST = 60;

  private final RowCells columns;
  private final boolean[] textual;
  private final int[] longest;
  private long cutCells;
  private Optional<String> firstCut = Optional.empty();

  /// @param input the input's columns
  /// @param added the workflow's
  /// @param fullMeta tokens, cost, attempts and more for each row, not just `_status` and `_error`
  public ResultSurvey(List<String> input, List<String> added, boolean fullMeta) {
    columns = new RowCells(input, added, fullMeta);
    textual = new boolean[columns.names().size()];
    longest = new int[columns.names().size()];
    for (int at = 0; at < longest.length; at++) {
      longest[at] = columns.names().get(at).length();
    }
  }

  @Override
  public void write(String[] input, List<String> added, RowMeta meta) {
    String[] cells = columns.of(input, added, meta);
    for (int at = 0; at < cells.length; at++) {
      String cell = cells[at];
      if (!cell.isEmpty()) {
        textual[at] = textual[at] || !PlainNumber.is(cell);
        longest[at] = Math.max(longest[at], cell.length());
        if (!SheetLimits.fits(cell)) {
          cut(meta.row(), at, cell);
        }
      }
    }
  }

  private void cut(long row, int column, String cell) {
    cutCells++;
    if (firstCut.isEmpty()) {
      firstCut = Optional.of(SheetLimits.refusal(row, columns.names().get(column), cell));
    }
  }

  @Override
  public void close() {}

  /// How many cells a workbook has to cut.
  public long cutCells() {
    return cutCells;
  }

  /// The first of them, and why.
  public Optional<String> firstCut() {
    return firstCut;
  }

  RowCells columns() {
    return columns;
  }

  boolean isNumbers(int column) {
    return !textual[column];
  }

  /// In characters.
  int width(int column) {
    return Math.min(longest[column], WIDEST);
  }
}
