package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which calls a dialect answers, and what stands in an answer that depends on the request.
class DialectTest {

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"topic":{"enum":["billing","shipping"]}},"required":["topic"]}\
      """;
  private static final String GOOD = "{\"topic\":\"billing\"}";

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);
  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
    simulator.close();
  }

  @Test
  void aShareOfTheCallsIsOddAndTheSameOnesAgain() {
    URI base = simulator.baseUrl("dialect=overloaded-529,odd=0.2");
    List<Integer> first = statuses(base, prompts(300));
    assertThat(Set.copyOf(first)).containsExactlyInAnyOrder(200, 529);
    assertThat(first.stream().filter(it -> it == 529).count()).isBetween(35L, 85L);
    assertThat(simulator.stats().paid()).isEqualTo(simulator.stats().status(200));
    simulator.reset();
    assertThat(statuses(base, prompts(300))).isEqualTo(first);
    simulator.reset();
    assertThat(statuses(simulator.baseUrl("dialect=overloaded-529,odd=0.2,seed=1"), prompts(300)))
        .isNotEqualTo(first);
  }

  @Test
  void aShareIsDrawnAnewAtEveryAttemptUnlessTheDialectLasts() {
    List<String> same = IntStream.range(0, 40).mapToObj(i -> "a").toList();
    assertThat(statuses(simulator.baseUrl("dialect=overloaded-529,odd=0.5"), same))
        .contains(200, 529);
    URI flagging = simulator.baseUrl("dialect=moderation-403,odd=0.5");
    List<Integer> first = statuses(flagging, prompts(60));
    assertThat(first).contains(200, 403);
    assertThat(statuses(flagging, prompts(60))).isEqualTo(first);
  }

  @Test
  void onlyTheFirstCallsOfEachPromptAreOdd() {
    URI base = simulator.baseUrl("dialect=overloaded-529,oddfirst=2");
    assertThat(statuses(base, List.of("a", "a", "a", "b", "b", "b")))
        .containsExactly(529, 529, 200, 529, 529, 200);
  }

  @Test
  void aServerMayHaveSeveralDialects() {
    URI base =
        simulator.baseUrl(
            "dialect=max-tokens-refused,dialect=overloaded-529,dialect=credit-402,odd=0.5");
    assertThat(Set.copyOf(statuses(base, prompts(100)))).containsExactlyInAnyOrder(200, 402, 529);
    for (String prompt : prompts(20)) {
      assertThat(asker.post(base, Asker.body(prompt, ",\"max_tokens\":9")).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void faultsAreDrawnBeforeDialects() {
    URI base = simulator.baseUrl("p500=0.3,dialect=capacity-498");
    assertThat(Set.copyOf(statuses(base, prompts(100)))).containsExactlyInAnyOrder(500, 498);
  }

  @Test
  void flaggedPromptsAreTheSameAtEveryAttempt() {
    URI base = simulator.baseUrl("flagged=0.3");
    List<Integer> first = statuses(base, prompts(200));
    assertThat(first.stream().filter(it -> it == 400).count()).isBetween(35L, 85L);
    assertThat(statuses(base, prompts(200))).isEqualTo(first);
    var flagged = asker.ask(simulator.baseUrl("flagged=1"), "a");
    assertThat(Asker.json(flagged).at("/error/code").asString()).isEqualTo("invalid_prompt");
    assertThat(Asker.json(flagged).at("/error/message").asString()).contains("was flagged");
  }

  @Test
  void everyThirdCallOfAConnectionEndsItWithoutAByte() throws IOException {
    URI base = simulator.baseUrl("dialect=connection-closed");
    try (var wire = new Wire(base)) {
      for (int i = 0; i < 2; i++) {
        wire.send(Asker.body("a", "")).readTo("fp_simulator\"}\n");
      }
      assertThat(wire.send(Asker.body("a", "")).readAll()).isEmpty();
    }
    try (var wire = new Wire(base)) {
      wire.send(Asker.body("a", "")).readTo("fp_simulator\"}\n");
    }
    assertThat(simulator.stats().broken()).isEqualTo(1);
    assertThat(simulator.stats().paid()).isEqualTo(3);
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @Test
  void theNthCallMayBeAnother() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("dialect=connection-closed,oddevery=2"))) {
      wire.send(Asker.body("a", "")).readTo("fp_simulator\"}\n");
      assertThat(wire.send(Asker.body("a", "")).readAll()).isEmpty();
    }
  }

  @Test
  void aGzippedAnswerIsTheGoodOne() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl("dialect=gzip") + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(Asker.body("the sky", "")))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] body = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      var unzipped = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      assertThat(Asker.JSON.readTree(unzipped).at("/choices/0/message/content").asString())
          .isEqualTo("the sky");
    }
  }

  @Test
  void whatIsBilledIsWhatTheUsageSays() {
    asker.ask(simulator.baseUrl("dialect=usage-thinking"), "x".repeat(40));
    assertThat(simulator.stats().completionTokens()).isEqualTo(10 + 405);
    asker.ask(simulator.baseUrl("dialect=usage-cache-hit"), "x".repeat(40));
    assertThat(simulator.stats().cachedTokens()).isEqualTo(9);
    assertThat(simulator.stats().promptTokens()).isEqualTo(20);
    asker.ask(simulator.baseUrl("dialect=usage-cut-prompt"), "x".repeat(400));
    assertThat(simulator.stats().promptTokens()).isEqualTo(20 + 10);
  }

  @Test
  void structuredAnswersAreDressedToo() {
    String body = Asker.schemaBody("My billing is wrong", SCHEMA);
    assertThat(content("think-block", body)).endsWith("</think>\n\n" + GOOD);
    assertThat(content("json-fenced", body)).contains("```json\n" + GOOD + "\n```");
    assertThat(content("two-jsons", body)).contains(GOOD).contains("{\"topic\":\"shipping\"}");
    assertThat(content("label-markdown", body)).isEqualTo("**billing**.");
  }

  @Test
  void aServerWithoutStructuredOutputAnswersTheSchemaOfItsPrompt() {
    String prompt = "Answer with JSON of this schema: " + SCHEMA + "\nMy billing is wrong {sic}";
    assertThat(content("response-format-refused", Asker.body(prompt, ""))).isEqualTo(GOOD);
    assertThat(
            content(
                "json-schema-refused",
                Asker.body(prompt, ",\"response_format\":{\"type\":\"json_object\"}")))
        .isEqualTo(GOOD);
    assertThat(content("response-format-ignored", Asker.schemaBody("My billing", SCHEMA)))
        .doesNotContain("topic");
    assertThat(content("response-format-ignored", Asker.schemaBody("topic? billing", SCHEMA)))
        .isEqualTo(GOOD);
  }

  @Test
  void theWordJsonIsEnoughForAnObject() {
    String asked = Asker.body("As JSON, please", ",\"response_format\":{\"type\":\"json_object\"}");
    assertThat(content("json-word-wanted", asked)).isEqualTo("{\"echo\":\"As JSON, please\"}");
  }

  @Test
  void aDayEndsAtTheNextMidnight() {
    String body = asker.ask(simulator.baseUrl("dialect=day-429"), "a").body();
    long reset = Asker.JSON.readTree(body).at("/error/metadata/headers/X-RateLimit-Reset").asLong();
    assertThat(Instant.ofEpochMilli(reset))
        .isBetween(Instant.now(), Instant.now().plusSeconds(86_400));
    assertThat(reset % 86_400_000).isZero();
  }

  @Test
  void unknownWordsDifferByANumberOnly() {
    URI base = simulator.baseUrl("dialect=unknown-400");
    String one = asker.ask(base, "a").body();
    String other = asker.ask(base, "b").body();
    assertThat(one).isNotEqualTo(other);
    assertThat(one.replaceAll("request \\w+", "")).isEqualTo(other.replaceAll("request \\w+", ""));
  }

  @Test
  void aPaidOddAnswerTakesItsTimeAndBytesAreWhole() {
    var response = asker.ask(simulator.baseUrl("dialect=content-parts,lat=1"), "schön 😀");
    assertThat(response.body().getBytes(StandardCharsets.UTF_8).length)
        .isEqualTo((int) response.headers().firstValueAsLong("content-length").orElseThrow());
    assertThat(Asker.json(response).at("/choices/0/message/content/1/text").asString())
        .isEqualTo("schön 😀");
  }

  private String content(String dialect, String body) {
    return Asker.content(asker.post(simulator.baseUrl("dialect=" + dialect), body));
  }

  private static List<String> prompts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "prompt " + i).toList();
  }

  private List<Integer> statuses(URI base, List<String> prompts) {
    List<Integer> statuses = new ArrayList<>();
    for (String prompt : prompts) {
      statuses.add(asker.ask(base, prompt).statusCode());
    }
    return statuses;
  }
}
