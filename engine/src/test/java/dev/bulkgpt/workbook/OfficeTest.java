package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.ResultCsv;
import dev.bulkgpt.csv.ResultOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Cells of every kind through our writers, opened by LibreOffice Calc: what it shows of a workbook
/// is what went in; what it makes of a CSV stands in `cells.txt`, cell by cell. With
/// `-DrenderCells=true` that table is written anew.
///
/// Line breaks count as one kind, for Calc has no other.
@Tag("office")
class OfficeTest {

  private static final Path TABLE = Path.of("src", "test", "resources", "workbook", "cells.txt");

  @TempDir Path work;

  private final List<String> cells = OddCells.read().texts();
  private Office office;

  @BeforeEach
  void findTheOffice() {
    office = new Office(work);
  }

  @Test
  void calcShowsTheCellsOfAWorkbookAsTheyWentIn() throws Exception {
    WrittenBook book = WrittenBook.ofColumn(cells);

    assertThat(oneBreak(second(office.shows(file("rows.xlsx", book)), 0)))
        .containsExactlyElementsOf(oneBreak(cells));
  }

  @Test
  void andNumbersInColumnsOfTheirOwn() throws Exception {
    List<String> names = IntStream.range(0, cells.size()).mapToObj(at -> "c" + at).toList();

    List<List<String>> shown =
        office.shows(file("columns.xlsx", WrittenBook.of(names, List.of(cells), false)));

    assertThat(oneBreak(shown.get(1).subList(0, cells.size())))
        .containsExactlyElementsOf(oneBreak(cells));
  }

  @Test
  void andOurOwnFigures() throws Exception {
    WrittenBook book = WrittenBook.of(List.of("a"), List.of(List.of("x")), true);

    assertThat(office.shows(file("meta.xlsx", book)).get(1))
        .containsExactly(
            "x", "succeeded", "", "1", "", "", "1", "120", "7", "0.000012345", "250", "0");
  }

  @Test
  void ofACsvItShowsWhatItTakesEachCellFor() throws Exception {
    Path csv = csv();
    List<String> held = oneBreak(second(Office.csv(csv), 1));
    List<String> shown = oneBreak(second(office.showsCsv(csv, ""), 1));
    if (Boolean.getBoolean("renderCells")) {
      Files.writeString(TABLE, table(held, shown));
    }

    List<String> changed = OddCells.read().cells().stream().map(OddCells.Cell::ofCsv).toList();
    for (int at = 0; at < cells.size(); at++) {
      boolean kept = changed.get(at).equals(cells.get(at));
      assertThat(shown.get(at)).as(cells.get(at)).isEqualTo(kept ? held.get(at) : changed.get(at));
    }
  }

  @Test
  void ofACsvWhoseColumnIsImportedAsTextItShowsWhatIsThere() throws Exception {
    Path csv = csv();
    List<String> held = oneBreak(second(Office.csv(csv), 1));

    // Calc drops NUL.
    assertThat(second(office.showsCsv(csv, "2/2"), 1))
        .isEqualTo(held.stream().map(cell -> cell.replace("\u0000", "")).toList());
  }

  private Path csv() throws IOException {
    Path file = work.resolve("result.csv");
    try (OutputStream out = Files.newOutputStream(file);
        ResultCsv csv =
            new ResultCsv(
                out,
                List.of("id", "cell"),
                List.of(),
                new ResultOptions(false, false, ',', true))) {
      for (int at = 0; at < cells.size(); at++) {
        csv.write(
            new String[] {String.valueOf(at), cells.get(at)}, List.of(), WrittenBook.SUCCEEDED);
      }
    }
    return file;
  }

  private Path file(String name, WrittenBook book) throws IOException {
    return Files.write(work.resolve(name), book.bytes());
  }

  private static List<String> second(List<List<String>> rows, int column) {
    return rows.stream().skip(1).map(row -> row.get(column)).toList();
  }

  private static List<String> oneBreak(List<String> texts) {
    return texts.stream().map(text -> text.replaceAll("\r\n?", "\n")).toList();
  }

  private static String table(List<String> held, List<String> shown) {
    List<String> lines = new ArrayList<>();
    Iterator<String> was = held.iterator();
    Iterator<String> is = shown.iterator();
    for (String line : OddCells.lines()) {
      String cell = line.split("\t", -1)[0];
      if (cell.startsWith("\"")) {
        String now = is.next();
        boolean kept = was.next().equals(now);
        lines.add(kept ? cell : cell + "\t" + JsonMapper.shared().writeValueAsString(now));
      } else {
        lines.add(cell);
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
