package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CsvProperties {

  @Property
  void aTableIsTheSameAfterIntake(
      @ForAll("tables") List<List<String>> table, @ForAll("separators") char separator)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .quoteStrategy(de.siegmar.fastcsv.writer.QuoteStrategies.ALWAYS)
            .build(text)) {
      csv.writeRecord(header(table));
      table.forEach(csv::writeRecord);
    }

    Taken taken =
        Taken.in(
            text.toString().getBytes(StandardCharsets.UTF_8),
            InputOptions.DEFAULT.withQuotes(InputOptions.Quotes.STANDARD));

    assertThat(taken.intake().header()).isEqualTo(header(table));
    assertThat(taken.rows()).isEqualTo(table);
    assertThat(taken.rowsOfChunks().stream().map(row -> List.of(row.cells())).toList())
        .isEqualTo(table);
  }

  @Property
  void aResultReadsBackToItsShapeWhateverTheModelAnswered(
      @ForAll("tables") List<List<String>> table,
      @ForAll boolean raw,
      @ForAll("separators") char separator)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> header = header(table);
    try (ResultCsv csv =
        new ResultCsv(
            bytes, header, List.of("answer"), new ResultOptions(false, raw, separator, false))) {
      for (List<String> row : table) {
        csv.write(row.toArray(String[]::new), List.of(row.getFirst()), meta(row.getFirst()));
      }
    }

    List<String[]> back = parse(bytes, separator);

    assertThat(back).hasSize(table.size() + 1).allMatch(row -> row.length == header.size() + 3);
    for (int i = 0; i < table.size(); i++) {
      List<String> cells = new ArrayList<>(table.get(i));
      cells.add(table.get(i).getFirst());
      cells.add("succeeded");
      cells.add(table.get(i).getFirst());
      assertThat(Arrays.asList(back.get(i + 1)))
          .isEqualTo(raw ? cells : cells.stream().map(FormulaGuard::guard).toList());
    }
  }

  @Property(tries = 2_000)
  void anyBytesAreReadOrRefusedButNeverBreakTheReader(@ForAll @Size(max = 400) byte[] bytes) {
    assertThatCode(() -> readOrRefuse(bytes)).doesNotThrowAnyException();
  }

  @Property(tries = 2_000)
  void anyTextOfCsvCharactersIsReadOrRefused(@ForAll("csvLike") String text) {
    assertThatCode(() -> readOrRefuse(text.getBytes(StandardCharsets.UTF_8)))
        .doesNotThrowAnyException();
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    try {
      Taken taken = Taken.in(bytes, InputOptions.DEFAULT);
      assertThat(taken.rows()).hasSize((int) taken.intake().rows());
    } catch (InputRefusedException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static RowMeta meta(String error) {
    return new RowMeta(1, "succeeded", error, "", "", 1, 0, 0, "0", 0, 0);
  }

  private static List<String> header(List<List<String>> table) {
    return IntStream.range(0, table.getFirst().size()).mapToObj(i -> "column " + i).toList();
  }

  private static List<String[]> parse(ByteArrayOutputStream bytes, char separator)
      throws IOException {
    try (CsvReader<String[]> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .build(StringArrayHandler.of(), new ByteArrayInputStream(bytes.toByteArray()))) {
      return csv.stream().toList();
    }
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Arbitraries.integers()
        .between(1, 5)
        .flatMap(columns -> cells().list().ofSize(columns).list().ofMinSize(1).ofMaxSize(8));
  }

  private static Arbitrary<String> cells() {
    Arbitrary<String> nasty =
        Arbitraries.of(
            "",
            " ",
            ",",
            ";",
            "\"",
            "\"\"",
            "\n",
            "\r",
            "\r\n",
            "=1+1",
            "-5",
            "007",
            "🎉",
            "é\n\"x\",");
    return Arbitraries.oneOf(
        nasty,
        Arbitraries.strings().withChars(",;\t|\"\r\n ='a\u00e9\u65e5").ofMaxLength(8),
        Arbitraries.strings().withCharRange('\u0001', '\ud7ff').ofMaxLength(6));
  }

  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  @Provide
  Arbitrary<String> csvLike() {
    return Arbitraries.strings().withChars("a1,;\t|\"\r\n\ufeffé=").ofMaxLength(40);
  }
}
