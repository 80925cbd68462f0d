package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each dialect's answer as it stands on the wire: `dialect-answers.txt` says what must be in it.
class DialectTableTest {

  private static final String SCHEMA =
      """
      ,"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object",\
      "properties":{"hue":{"type":"string"}},"required":["hue"]}}}\
      """;

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void everyDialectIsInTheTableAndInTheHelp() throws IOException {
    List<String> names = Dialects.all().stream().map(Dialect::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(Stream.concat(rows().map(Row::name), Stream.of("connection-closed")))
        .containsExactlyInAnyOrderElementsOf(names);
    for (Dialect dialect : Dialects.all()) {
      assertThat(Dialects.help())
          .containsPattern("(?m)^  " + dialect.name() + " +\\S.*\\.$")
          .contains(dialect.group() + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aDialectAnswersAsTheTableSays(Row row) throws IOException {
    String answer = answer(simulator.baseUrl("dialect=" + row.name()), body(row.with()));

    assertThat(answer).startsWith(row.name().equals("http-1.0") ? "HTTP/1.0" : "HTTP/1.1");
    assertThat(answer.substring(9, 12)).isEqualTo(String.valueOf(row.status()));
    assertThat(answer).contains(row.part());
    assertThat(simulator.stats().status(row.status())).isEqualTo(1);
    assertThat(simulator.stats().paid()).isEqualTo(row.paid() ? 1 : 0);
    assertThat(simulator.stats().completionTokens() > 0).isEqualTo(row.paid());
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @ParameterizedTest
  @MethodSource("refusingRows")
  void aRequestWithoutWhatIsRefusedIsAnsweredWell(Row row) throws IOException {
    assertThat(answer(simulator.baseUrl("odd=1,dialect=" + row.name()), body("")))
        .startsWith("HTTP/1.1 200")
        .contains("\"content\":\"the sky\"");
  }

  private static String body(String with) {
    String messages =
        switch (with) {
          case "SYSTEM" -> "{\"role\":\"system\",\"content\":\"Be short.\"},";
          case "DEVELOPER" -> "{\"role\":\"developer\",\"content\":\"Be short.\"},";
          default -> "";
        };
    String more = with.equals("SCHEMA") ? SCHEMA : with.startsWith(",") ? with : "";
    return "{\"model\":\"echo\",\"messages\":["
        + messages
        + "{\"role\":\"user\",\"content\":\"the sky\"}]"
        + more
        + "}";
  }

  private static String answer(URI base, String body) throws IOException {
    try (var wire = new Wire(base)) {
      wire.sendRaw(
          "POST %s/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(base.getPath(), body.length(), body));
      return wire.readAll();
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream in = DialectTableTest.class.getResourceAsStream("/dialect-answers.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Row::of);
    }
  }

  static Stream<Row> refusingRows() throws IOException {
    return rows().filter(row -> !row.with().isEmpty());
  }

  /// @param with what the request has besides its prompt
  record Row(String name, int status, boolean paid, String part, String with) {

    static Row of(String line) {
      List<String> cells = Arrays.asList(line.split(" \\| ", -1));
      return new Row(
          cells.get(0),
          Integer.parseInt(cells.get(1)),
          cells.get(2).equals("paid"),
          unescaped(cells.get(3)),
          cells.size() > 4 ? cells.get(4) : "");
    }

    /// Of what the table cannot hold; a `\n` inside a JSON string stays as it is.
    private static String unescaped(String part) {
      String text = part.replace("\\uFEFF", "\uFEFF").replace("\\r\\n", "\r\n");
      return text.startsWith("\\n") ? text.replace("\\n", "\n") : text;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
