package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each knob that spoils an answer, as an HTTP client sees it.
class FaultTest {

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"label":{"enum":["yes","no"]}},"required":["label"],"additionalProperties":false}\
      """;

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);
  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "p400=1, 400, invalid_prompt",
    "e400=1, 400, invalid_prompt",
    "p429=1, 429, rate_limit_exceeded",
    "p500=1, 500, ''",
    "p503=1, 503, ''",
    "down=1, 503, ''",
    "auth=1, 401, invalid_api_key",
    "quota=1, 429, insufficient_quota",
    "ctx=1, 400, context_length_exceeded",
    "ctx=2, 400, context_length_exceeded",
    "failfirst=1, 500, ''"
  })
  void aKnobGivesItsStatusAndCode(String knob, int status, String code) {
    var response = asker.ask(simulator.baseUrl(knob), "nine char");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Asker.json(response).at("/error/code").asString("")).isEqualTo(code);
    assertThat(Asker.json(response).at("/error/message").asString()).isNotBlank();
    assertThat(simulator.stats().status(status)).isEqualTo(1);
    assertThat(simulator.stats().paid()).isZero();
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @Test
  void aPromptWithinTheContextPasses() {
    assertThat(asker.ask(simulator.baseUrl("ctx=3"), "nine char").statusCode()).isEqualTo(200);
  }

  @Test
  void failFirstFailsEveryPromptAnewButOnlyFirst() {
    URI base = simulator.baseUrl("failfirst=1");
    assertThat(statuses(base, "a", "a", "b", "b")).containsExactly(500, 200, 500, 200);
  }

  @Test
  void accountFailuresBeginAfterSomePaidAnswers() {
    assertThat(statuses(simulator.baseUrl("quota=1,after=2"), "a", "b", "c"))
        .containsExactly(200, 200, 429);
    assertThat(statuses(simulator.baseUrl("auth=1,after=1"), "a", "b")).containsExactly(200, 401);
    assertThat(statuses(simulator.baseUrl("daily=1"), "a", "b")).containsExactly(200, 429);
    simulator.reset();
    assertThat(statuses(simulator.baseUrl("quota=1,after=2"), "a")).containsExactly(200);
  }

  @Test
  void aShareDrawsTheSameCallsAgainAndOthersWithAnotherSeed() {
    String[] prompts = new String[200];
    for (int i = 0; i < prompts.length; i++) {
      prompts[i] = "prompt " + i;
    }
    List<Integer> first = statuses(simulator.baseUrl("p500=0.3"), prompts);
    simulator.reset();
    assertThat(statuses(simulator.baseUrl("p500=0.3"), prompts)).isEqualTo(first);
    assertThat(first.stream().filter(s -> s == 500).count()).isBetween(35L, 85L);
    simulator.reset();
    assertThat(statuses(simulator.baseUrl("p500=0.3,seed=1"), prompts)).isNotEqualTo(first);
  }

  @Test
  void aFailedPromptPassesOnSomeLaterAttempt() {
    URI base = simulator.baseUrl("p500=0.5");
    String[] same = new String[40];
    Arrays.fill(same, "a");
    assertThat(statuses(base, same)).contains(200, 500);
  }

  @Test
  void garbageIsPaidButNoJson() {
    var response = asker.ask(simulator.baseUrl("garbage=1"), "a");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("<<{");
    assertThat(simulator.stats().paid()).isEqualTo(1);
  }

  @Test
  void anEmptyAnswerHasNoBody() {
    var response = asker.ask(simulator.baseUrl("empty=1"), "a");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void anHtmlPageComesFromTheGateway() {
    var response = asker.ask(simulator.baseUrl("html=1"), "a");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
    assertThat(response.body()).startsWith("<html>");
  }

  @Test
  void aRefusalHasNoContent() {
    var message =
        Asker.json(asker.ask(simulator.baseUrl("refuse=1"), "a")).at("/choices/0/message");
    assertThat(message.get("content").isNull()).isTrue();
    assertThat(message.get("refusal").asString()).isNotBlank();
  }

  @Test
  void theFilterLeavesNothing() {
    var choice = Asker.json(asker.ask(simulator.baseUrl("filter=1"), "a")).at("/choices/0");
    assertThat(choice.get("finish_reason").asString()).isEqualTo("content_filter");
    assertThat(choice.at("/message/content").asString()).isEmpty();
  }

  @Test
  void lengthCutsTheAnswer() {
    var response = asker.ask(simulator.baseUrl("finish=length"), "abc😀ef");
    assertThat(Asker.content(response)).isEqualTo("abc");
    assertThat(Asker.json(response).at("/choices/0/finish_reason").asString()).isEqualTo("length");
  }

  @Test
  void paddingMakesAnAnswerLonger() {
    assertThat(Asker.content(asker.ask(simulator.baseUrl("pad=1000"), "abc")))
        .startsWith("abc")
        .hasSize(1003);
  }

  @Test
  void aShareOfThePromptIsReportedAsCached() {
    var usage = Asker.json(asker.ask(simulator.baseUrl("cached=0.5"), "a".repeat(40))).get("usage");
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(5);
    assertThat(simulator.stats().cachedTokens()).isEqualTo(5);
  }

  @Test
  void aBadSchemaNeverFits() {
    for (String prompt : List.of("yes", "no", "a", "b", "c")) {
      String content = Asker.content(schemaAsk("badschema=1", prompt));
      assertThat(Asker.JSON.readTree(content).at("/label").isMissingNode()).isTrue();
    }
  }

  @Test
  void onlyTheFirstAnswerIsBadWhenTheFirstIsBad() {
    assertThat(Asker.content(schemaAsk("badfirst=1", "yes"))).doesNotContain("label");
    assertThat(Asker.content(schemaAsk("badfirst=1", "yes"))).isEqualTo("{\"label\":\"yes\"}");
    String repair =
        """
        {"model":"m","messages":[{"role":"user","content":"no?"},{"role":"assistant","content":"x"},
         {"role":"user","content":"It does not fit. no"}],
         "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":%s}}}\
        """
            .formatted(SCHEMA);
    assertThat(Asker.content(asker.post(simulator.baseUrl("badfirst=1"), repair)))
        .isEqualTo("{\"label\":\"no\"}");
  }

  private HttpResponse<String> schemaAsk(String knobs, String prompt) {
    return asker.post(simulator.baseUrl(knobs), Asker.schemaBody(prompt, SCHEMA));
  }

  private List<Integer> statuses(URI base, String... prompts) {
    List<Integer> statuses = new ArrayList<>();
    for (String prompt : prompts) {
      statuses.add(asker.ask(base, prompt).statusCode());
    }
    return statuses;
  }
}
