package dev.bulkgpt.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The rows of a CSV on their way to the canonical file: what only a CSV can have in it. Used by
/// one thread.
///
/// - A row of separators only is blank.
/// - Lines of spaces only are left out where they end a file of several columns, and rows
///   elsewhere.
/// - The header again is told. Where a byte order mark stands before it, another file begins there,
///   and it is left out. Without one it may be a row like any other, and stays.
/// - Text as spreadsheets write it (`="007"`) is counted.
final class CsvTable {

  private static final int MOST_HELD = 100;

  private final TableIntake table;
  private final TextStart start;
  private final CsvForm form;
  private final InputLimits limits;

  /// Rows without anything but spaces and separators, perhaps the last ones: the first has spaces.
  private final List<RawRow> held = new ArrayList<>();

  private final Lines repeated = new Lines();
  private final Lines joined = new Lines();
  private final Lines marked = new Lines();
  private String[] header = {};
  private boolean hasHeader;
  private long spreadsheetTexts;

  CsvTable(TableIntake table, TextStart start, CsvForm form, InputLimits limits) {
    this.table = table;
    this.start = start;
    this.form = form;
    this.limits = limits;
  }

  void row(RawRow row) throws IOException {
    boolean spaces = hasSpacesOnly(row);
    if (!spaces && held.isEmpty()) {
      take(row);
      return;
    }
    if (held.size() < MOST_HELD && (spaces || (row.blank() && !held.isEmpty()))) {
      held.add(row);
      return;
    }
    for (RawRow earlier : held) {
      take(earlier);
    }
    held.clear();
    take(row);
  }

  private boolean hasSpacesOnly(RawRow row) {
    return row.cells().length == 1 && header.length > 1 && row.cells()[0].isBlank();
  }

  private void take(RawRow row) throws IOException {
    if (row.blank()) {
      table.blankRow();
    } else if (!hasHeader) {
      hasHeader = true;
      header = row.cells();
      header[0] = unmarked(header[0]);
      table.row(row.line(), header.clone());
    } else if (!isLeftOut(row)) {
      check(row);
      for (String cell : row.cells()) {
        spreadsheetTexts += SpreadsheetText.is(cell) ? 1 : 0;
      }
      table.row(row.line(), row.cells());
    }
  }

  private boolean isLeftOut(RawRow row) throws InputRefusedException {
    String first = row.cells()[0];
    if (!first.isEmpty() && first.charAt(0) == TextStart.MARK) {
      return isHeaderOfNextFile(row, unmarked(first));
    }
    if (first.equals(header[0]) && Arrays.equals(row.cells(), header)) {
      repeated.add(row.line());
    }
    return false;
  }

  /// A mark before a quote keeps the quote from being one.
  private boolean isHeaderOfNextFile(RawRow row, String first) throws InputRefusedException {
    String[] cells = row.cells().clone();
    boolean inQuotes = form.hasQuotes() && first.startsWith("\"");
    boolean whole = inQuotes && first.length() > 1 && first.endsWith("\"");
    cells[0] = whole ? first.substring(1, first.length() - 1) : first;
    if (Arrays.equals(cells, header)) {
      joined.add(row.line());
      return true;
    }
    if (inQuotes) {
      throw new InputRefusedException(
          RowPlace.LINE,
          row.line(),
          "A byte order mark (U+FEFF) stands before the quote that opens this row, as where two files were joined. Delete it, and the second file's header with it.");
    }
    marked.add(row.line());
    return false;
  }

  private void check(RawRow row) throws InputRefusedException {
    int width = row.cells().length;
    if (width > header.length && RowShape.used(row.cells()) > header.length) {
      throw WideRow.refusal(row, header.length, form, titles());
    }
    if (width < header.length && row.tabInQuotes()) {
      throw new InputRefusedException(
          RowPlace.LINE,
          row.line(),
          "A value in quotes has a tab in it, and the row has %,d values where the header has %,d. If quotes are characters like any other here, add --quotes none; if the tab is part of the value, --quotes standard."
              .formatted(width, header.length));
    }
  }

  private static String unmarked(String name) {
    int at = 0;
    while (at < name.length() && name.charAt(at) == TextStart.MARK) {
      at++;
    }
    return name.substring(at);
  }

  private Optional<TitleRows> titles() {
    return TitleRows.find(Separator.firstRows(start, form, limits));
  }

  /// Ends the table.
  ///
  /// @return what was noticed, a sentence each
  List<String> finish() {
    List<String> notes = new ArrayList<>();
    Lines spaces = new Lines();
    for (RawRow row : held) {
      if (row.blank()) {
        table.blankRow();
      } else {
        spaces.add(row.line());
      }
    }
    spaces.told(" nothing but spaces, at the end of the file; left out").ifPresent(notes::add);
    long unnamed = Arrays.stream(header).filter(String::isBlank).count();
    if (unnamed * 2 > header.length) {
      titles().ifPresent(it -> notes.add("most columns have no name; " + it.hint()));
    }
    joined.told(" the header of another file; left out").ifPresent(notes::add);
    repeated.told(" the header again; read as a row").ifPresent(notes::add);
    marked
        .told(" a byte order mark (U+FEFF) before the first value; it is kept")
        .ifPresent(notes::add);
    if (spreadsheetTexts > 0) {
      notes.add(
          "%,d %s written as =\"…\"; steps read what stands in the quotes, the result keeps it as written"
              .formatted(spreadsheetTexts, spreadsheetTexts == 1 ? "value is" : "values are"));
    }
    return notes;
  }

  /// Places of one kind: the first few are shown, the others counted.
  private static final class Lines {

    private static final int SHOWN = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(long line) {
      count++;
      if (first.size() < SHOWN) {
        first.add(Long.toString(line));
      }
    }

    Optional<String> told(String what) {
      if (count == 0) {
        return Optional.empty();
      }
      String more = count > SHOWN ? " and %,d more".formatted(count - SHOWN) : "";
      String places = (count == 1 ? "line " : "lines ") + String.join(", ", first) + more;
      return Optional.of(places + (count == 1 ? " has" : " have") + what);
    }
  }
}
