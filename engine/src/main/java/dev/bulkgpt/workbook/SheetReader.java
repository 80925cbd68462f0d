package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.RowPlace;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The rows of a sheet as they stand in the file. What it claims about its own size is not looked
/// at. Memory is bounded by a row.
final class SheetReader {

  private final XmlPart xml;
  private final CellReader cells;
  private final SheetTable table;
  private final Findings findings;
  private final BitSet seen = new BitSet();
  private String[] values = new String[16];
  private long lastRow;

  SheetReader(XmlPart xml, CellReader cells, SheetTable table, Findings findings) {
    this.xml = xml;
    this.cells = cells;
    this.table = table;
    this.findings = findings;
  }

  /// Reads to the end of the part.
  ///
  /// @throws InputRefusedException for rows or cells at places where they cannot be
  void read() throws IOException {
    while (xml.next()) {
      if (!xml.isStart()) {
        continue;
      }
      switch (xml.name()) {
        case "row" -> row();
        case "col" -> column();
        case "mergeCell" -> merged(String.valueOf(xml.attribute("ref")));
        default -> {
          // Widths, rules and pictures.
        }
      }
    }
  }

  private void column() {
    if (xml.flag("hidden")) {
      int first = number(xml.attribute("min"));
      int last = number(xml.attribute("max"));
      if (first > 0 && last >= first) {
        table.hiddenColumns(first - 1, last - 1);
      }
    }
  }

  private static int number(@Nullable String text) {
    return text == null ? 0 : Math.toIntExact(CellName.row(text).orElse(0L));
  }

  private void merged(String range) {
    String last = range.substring(range.indexOf(':') + 1);
    if (CellName.parse(last).map(CellName::row).orElse(0L) > table.skipped()) {
      findings.merged(range);
    }
  }

  private void row() throws IOException {
    lastRow = rowNumber(xml.attribute("r"));
    if (lastRow <= table.skipped()) {
      xml.skip();
      return;
    }
    boolean hidden = xml.flag("hidden");
    seen.clear();
    int used = 0;
    int next = 0;
    long bytes = 0;
    int outside = xml.depth();
    while (xml.next() && xml.depth() > outside) {
      if (!xml.starts("c")) {
        xml.skip();
        continue;
      }
      CellName at = place(xml.attribute("r"), next);
      next = at.column() + 1;
      String value = cells.read(xml, at);
      if (!value.isEmpty()) {
        bytes += table.bytes(value, at, bytes);
        used = put(value, at.column(), used);
      }
    }
    table.row(lastRow, Arrays.copyOf(values, used), hidden);
  }

  /// @return how many values there are now, those between empty
  private int put(String value, int column, int used) {
    if (column >= values.length) {
      values = Arrays.copyOf(values, Math.max(column + 1, 2 * values.length));
    }
    if (column >= used) {
      Arrays.fill(values, used, column, "");
    }
    values[column] = value;
    return Math.max(used, column + 1);
  }

  private long rowNumber(@Nullable String told) throws InputRefusedException {
    long number = told == null ? lastRow + 1 : CellName.row(told).orElse(0L);
    if (number < 1 || number > CellName.MOST_ROWS) {
      throw new InputRefusedException(
          RowPlace.ROW,
          lastRow + 1,
          "A row is numbered `%s`; a sheet has rows 1 to %,d."
              .formatted(told == null ? number : Shown.cut(told), CellName.MOST_ROWS));
    }
    if (number <= lastRow) {
      throw new InputRefusedException(
          RowPlace.ROW,
          number,
          "This row stands after row %,d: the sheet's rows are not in order. Open the workbook in Excel or LibreOffice and save it again."
              .formatted(lastRow));
    }
    return number;
  }

  private CellName place(@Nullable String told, int next) throws InputRefusedException {
    CellName at =
        told == null
            ? new CellName(next, lastRow)
            : CellName.parse(told)
                .orElseThrow(() ->
                    new InputRefusedException(
                        RowPlace.ROW,
                        lastRow,
                        "There is a cell `%s` here, which no sheet has: the last one is XFD1048576."
                            .formatted(Shown.cut(told))));
    String wrong = "";
    if (at.row() != lastRow) {
      wrong = "The cell %s stands in this row.".formatted(at);
    } else if (at.column() >= CellName.MOST_COLUMNS) {
      wrong = "The row has more than %,d cells.".formatted(CellName.MOST_COLUMNS);
    } else if (seen.get(at.column())) {
      wrong = "The cell %s stands here twice.".formatted(at);
    }
    if (!wrong.isEmpty()) {
      throw new InputRefusedException(
          RowPlace.ROW,
          lastRow,
          wrong + " Open the workbook in Excel or LibreOffice and save it again.");
    }
    seen.set(at.column());
    return at;
  }
}
