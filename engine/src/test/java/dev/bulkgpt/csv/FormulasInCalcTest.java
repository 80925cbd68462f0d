package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What LibreOffice Calc makes of the values of `csv/formulas.txt` is as written there, and a
/// result holds no formula in it but quoted text. Needs its program: `-Dcalc=soffice`.
@EnabledIfSystemProperty(named = "calc", matches = ".+")
class FormulasInCalcTest {

  private static final RowMeta META = new RowMeta(1, "succeeded", "", "", "", 1, 0, 0, "0", 0, 0);
  private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
  private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
  private static final String COMMA_ALONE = "44";
  private static final String COMMA_SEMICOLON_TAB = "44/59/9";

  @TempDir private Path work;

  @Test
  void eachValueIsTakenForWhatTheTableSays() throws Exception {
    List<List<String>> read = inCalc(written(true, cases()), COMMA_ALONE);

    List<FormulaCase> cases = FormulaCase.all();
    for (int i = 0; i < cases.size(); i++) {
      assertThat(read.get(i + 1).get(1))
          .as(cases.get(i).toString())
          .isEqualTo(cases.get(i).inCalc());
    }
  }

  @Test
  void nothingRunsInAResultNotEvenAPieceOfACell() throws Exception {
    List<String> values = new ArrayList<>();
    for (FormulaCase it : FormulaCase.all()) {
      boolean quotedText = !it.guarded() && it.inCalc().equals("formula");
      if (!quotedText) {
        values.add(it.value());
        List.of(",", ";", "\t").forEach(separator -> values.add("x" + separator + it.value()));
      }
    }

    for (String separators : List.of(COMMA_ALONE, COMMA_SEMICOLON_TAB)) {
      assertThat(inCalc(written(false, values), separators))
          .hasSize(values.size() + 1)
          .noneMatch(row -> row.contains("formula"));
    }
  }

  private static List<String> cases() {
    return FormulaCase.all().stream().map(FormulaCase::value).toList();
  }

  private Path written(boolean raw, List<String> values) throws IOException {
    Path file = work.resolve("values.csv");
    try (OutputStream out = Files.newOutputStream(file);
        ResultCsv csv =
            new ResultCsv(
                out, List.of("id"), List.of("value"), new ResultOptions(false, raw, ',', false))) {
      for (String value : values) {
        csv.write(new String[] {"row"}, List.of(value), META);
      }
    }
    return file;
  }

  /// The kinds of the first ten cells of each row.
  private List<List<String>> inCalc(Path csv, String separators) throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("calc"),
                "-env:UserInstallation=" + work.resolve("profile").toUri(),
                "--headless",
                "--infilter=CSV:" + separators + ",34,76,1",
                "--convert-to",
                "fods",
                "--outdir",
                work.toString(),
                csv.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setNamespaceAware(true);
    NodeList rows =
        xml.newDocumentBuilder()
            .parse(work.resolve("values.fods").toFile())
            .getElementsByTagNameNS(TABLE, "table-row");
    List<List<String>> kinds = new ArrayList<>();
    for (int i = 0; i < rows.getLength(); i++) {
      kinds.addAll(
          repeated((Element) rows.item(i), "number-rows-repeated", kinds((Element) rows.item(i))));
    }
    return kinds;
  }

  private static List<String> kinds(Element row) {
    List<String> kinds = new ArrayList<>();
    NodeList cells = row.getElementsByTagNameNS(TABLE, "table-cell");
    for (int i = 0; i < cells.getLength() && kinds.size() < 10; i++) {
      Element cell = (Element) cells.item(i);
      kinds.addAll(repeated(cell, "number-columns-repeated", kind(cell)));
    }
    return kinds;
  }

  private static <T> List<T> repeated(Element element, String times, T value) {
    String said = element.getAttributeNS(TABLE, times);
    return java.util.Collections.nCopies(
        said.isEmpty() ? 1 : Math.min(10, Integer.parseInt(said)), value);
  }

  private static String kind(Element cell) {
    if (cell.hasAttributeNS(TABLE, "formula")) {
      return "formula";
    }
    return Optional.of(cell.getAttributeNS(OFFICE, "value-type"))
        .map(type ->
            switch (type) {
              case "" -> "empty";
              case "string" -> "text";
              case "float" -> "number";
              default -> type;
            })
        .orElseThrow();
  }
}
