package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An answer as server-sent events.
class EventStreamTest {

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);
  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
    simulator.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lat=0", "lat=4"})
  void thePiecesMakeTheText(String knobs) {
    List<String> events = events(knobs, "Hé \"x\" 😀😀😀!", "");

    assertThat(events).last().isEqualTo("[DONE]");
    List<JsonNode> chunks =
        events.subList(0, events.size() - 1).stream().map(Asker.JSON::readTree).toList();
    var text = new StringBuilder();
    chunks.forEach(c -> text.append(c.at("/choices/0/delta/content").asString("")));
    assertThat(text).hasToString("Hé \"x\" 😀😀😀!");
    assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(chunks).noneMatch(c -> c.has("usage"));
    assertThat(simulator.stats().paid()).isEqualTo(1);
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @Test
  void theUsageComesLastWhenAskedFor() {
    List<String> events =
        events("lat=0", "12345678", ",\"stream_options\":{\"include_usage\":true}");

    JsonNode usage = Asker.JSON.readTree(events.get(events.size() - 2));
    assertThat(usage.get("choices").isEmpty()).isTrue();
    assertThat(usage.at("/usage/total_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void aRefusalIsStreamedAsOne() {
    assertThat(String.join("", events("refuse=1", "a", "")))
        .contains("\"refusal\":\"")
        .doesNotContain("content\":\"");
  }

  @Test
  void anEmptyTextIsStillAStream() {
    assertThat(events("filter=1", "a", "")).hasSize(6).last().isEqualTo("[DONE]");
  }

  @Test
  void theConnectionServesTheNextCall() {
    events("lat=0", "a", "");
    assertThat(Asker.content(asker.ask(simulator.baseUrl(), "b"))).isEqualTo("b");
  }

  private List<String> events(String knobs, String prompt, String more) {
    var response =
        asker.post(simulator.baseUrl(knobs), Asker.body(prompt, ",\"stream\":true" + more));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(response.body()).endsWith("\n\n");
    return Arrays.stream(response.body().split("\n\n", -1))
        .filter(event -> !event.isEmpty())
        .map(event -> event.substring("data: ".length()))
        .toList();
  }
}
