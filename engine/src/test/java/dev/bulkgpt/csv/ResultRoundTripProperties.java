package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What we write as a result, a reader that shares no code with us reads as it was.
class ResultRoundTripProperties {

  @Property(tries = 500)
  void aSecondReaderReadsTheResultAsItWas(@ForAll("tables") List<List<String>> table)
      throws IOException {
    List<List<String>> back = SecondReader.rows(written(table, true), ',', true);

    assertThat(back).isEqualTo(expected(table));
  }

  @Property(tries = 500)
  void aGuardedResultDiffersByAnApostropheOnly(@ForAll("tables") List<List<String>> table)
      throws IOException {
    List<List<String>> back = SecondReader.rows(written(table, false), ',', true);

    List<List<String>> expected = expected(table);
    assertThat(back).hasSameSizeAs(expected);
    for (int i = 0; i < back.size(); i++) {
      assertThat(back.get(i)).hasSameSizeAs(expected.get(i));
      for (int j = 0; j < back.get(i).size(); j++) {
        String value = expected.get(i).get(j);
        assertThat(back.get(i).get(j)).isIn(value, "'" + value);
      }
    }
  }

  private static String written(List<List<String>> table, boolean raw) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultOptions options = new ResultOptions(false, raw, ',', false);
    try (ResultCsv csv = new ResultCsv(bytes, header(table), List.of("answer"), options)) {
      for (List<String> row : table) {
        csv.write(
            row.toArray(String[]::new),
            List.of(row.getFirst()),
            new RowMeta(1, "failed", row.getLast(), "", "", 1, 0, 0, "0", 0, 0));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<List<String>> expected(List<List<String>> table) {
    List<List<String>> all = new ArrayList<>();
    List<String> names = new ArrayList<>(header(table));
    names.addAll(List.of("answer", "_status", "_error"));
    all.add(names);
    for (List<String> row : table) {
      List<String> cells = new ArrayList<>(row);
      cells.addAll(List.of(row.getFirst(), "failed", row.getLast()));
      all.add(cells);
    }
    return all;
  }

  private static List<String> header(List<List<String>> table) {
    return IntStream.range(0, table.getFirst().size()).mapToObj(i -> "name " + i).toList();
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.of(
                "a", "007", " ", "\"", "\"\"", "\r", "\n", "\r\n", ",", ";", "\t", "é", "🎉",
                "=1+1", "-5", "@x", "+49 30", "'", "#", "\\", "\u00a0", "\ufeff")
            .list()
            .ofMaxSize(5)
            .map(it -> String.join("", it));
    return Arbitraries.integers()
        .between(1, 4)
        .flatMap(columns -> cell.list().ofSize(columns).list().ofMinSize(1).ofMaxSize(8));
  }
}
