package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a client of a well-behaved simulator sees, and what is counted.
class SimulatorTest {

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);
  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
    simulator.close();
  }

  @Test
  void theAnswerRepeatsTheLastUserMessage() {
    var response = asker.ask(simulator.baseUrl(), "Hé said \"hi\"\n\\ \u0001 😀");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Asker.content(response)).isEqualTo("Hé said \"hi\"\n\\ \u0001 😀");
    assertThat(Asker.json(response).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(Asker.json(response).at("/model").asString()).isEqualTo("echo");
  }

  @Test
  void fourCharactersAreOneToken() {
    var usage = Asker.json(asker.ask(simulator.baseUrl(), "123456789")).get("usage");

    assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(3);
    assertThat(usage.get("completion_tokens").asInt()).isEqualTo(3);
    assertThat(usage.get("total_tokens").asInt()).isEqualTo(6);
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isZero();
  }

  @Test
  void contentMayComeInParts() {
    String body =
        """
        {"messages":[{"role":"system","content":"s"},
          {"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"x"}},
           {"type":"text","text":"b"}]}],"temperature":0,"model":"m"}\
        """;

    assertThat(Asker.content(asker.post(simulator.baseUrl(), body))).isEqualTo("ab");
  }

  @Test
  void aJsonObjectIsAnsweredByAnObject() {
    var response =
        asker.post(
            simulator.baseUrl(),
            Asker.body("x\"y", ",\"response_format\":{\"type\":\"json_object\"}"));

    assertThat(Asker.JSON.readTree(Asker.content(response)).get("echo").asString())
        .isEqualTo("x\"y");
  }

  @Test
  void aBodyThatIsNoChatRequestIsRefused() {
    for (String body :
        new String[] {"", "[]", "{\"model\":\"m\"}", "{\"model\":\"m\",\"messages\":[{\"role\":"}) {
      var response = asker.post(simulator.baseUrl(), body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(Asker.json(response).at("/error/type").asString())
          .isEqualTo("invalid_request_error");
    }
    assertThat(simulator.stats().requests()).isZero();
  }

  @Test
  void anAnswerAskedTwiceIsPaidAgain() {
    asker.ask(simulator.baseUrl(), "a");
    asker.ask(simulator.baseUrl(), "b");
    asker.ask(simulator.baseUrl(), "a");

    Stats stats = simulator.stats();
    assertThat(stats.requests()).isEqualTo(3);
    assertThat(stats.paid()).isEqualTo(3);
    assertThat(stats.distinctPrompts()).isEqualTo(2);
    assertThat(stats.paidAgain()).isEqualTo(1);
    assertThat(stats.inFlight()).isZero();
    assertThat(stats.mostInFlight()).isEqualTo(1);
    assertThat(stats.statuses()).isEqualTo(Map.of(200, 3L));
    assertThat(stats.promptTokens()).isEqualTo(3);
    assertThat(stats.completionTokens()).isEqualTo(3);
  }

  @Test
  void statsAreServedInSnakeCase() {
    asker.ask(simulator.baseUrl(), "a");

    var stats = Asker.json(asker.get(simulator.baseUrl(), "/stats"));
    assertThat(stats.get("paid_again").asInt()).isZero();
    assertThat(stats.get("distinct_prompts").asInt()).isEqualTo(1);
    assertThat(stats.at("/statuses/200").asInt()).isEqualTo(1);
  }

  @Test
  void countTellsOfOnePrompt() {
    asker.ask(simulator.baseUrl("p500=1"), "a b&c");
    asker.ask(simulator.baseUrl(), "a b&c");

    assertThat(asker.get(simulator.baseUrl(), "/count?prompt=a%20b%26c").body().strip())
        .isEqualTo("{\"attempts\":2,\"paid\":1}");
    assertThat(asker.get(simulator.baseUrl(), "/count").statusCode()).isEqualTo(400);
    var posted =
        HttpRequest.newBuilder(simulator.baseUrl().resolve("/count"))
            .POST(HttpRequest.BodyPublishers.ofString(Asker.body("a b&c", "")));
    assertThat(asker.send(posted).body().strip()).isEqualTo("{\"attempts\":2,\"paid\":1}");
  }

  @Test
  void resetCountsFromZero() {
    asker.ask(simulator.baseUrl(), "a");
    var reset =
        HttpRequest.newBuilder(simulator.baseUrl().resolve("/reset"))
            .POST(HttpRequest.BodyPublishers.noBody());

    assertThat(asker.send(reset).statusCode()).isEqualTo(200);
    assertThat(simulator.stats().requests()).isZero();
    assertThat(simulator.stats().statuses()).isEmpty();
    asker.ask(simulator.baseUrl(), "a");
    assertThat(simulator.stats().paidAgain()).isZero();
    assertThat(asker.get(simulator.baseUrl(), "/reset").statusCode()).isEqualTo(405);
  }

  @Test
  void modelsHealthAndUnknownPathsAreAnswered() {
    URI base = simulator.baseUrl();
    assertThat(asker.get(base, "/v1/models").body()).contains("\"id\":\"echo\"");
    assertThat(asker.get(base, "/p/lat=1/v1/models").body()).contains("\"id\":\"echo\"");
    assertThat(asker.get(base, "/health").statusCode()).isEqualTo(200);
    assertThat(asker.get(base, "/nowhere").statusCode()).isEqualTo(404);
    assertThat(asker.get(base, "/p/lat=1").statusCode()).isEqualTo(404);
    assertThat(asker.get(base, "/v1/chat/completions").statusCode()).isEqualTo(405);
  }

  @Test
  void aMisspelledKnobIsRefusedBySentence() {
    assertThatThrownBy(() -> simulator.baseUrl("lag=3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no knob \"lag\".");
    var response =
        asker.ask(URI.create(simulator.baseUrl().resolve("/p/lag=3/v1").toString()), "a");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("There is no knob");
  }

  @Test
  void theKnobsOfTheSettingsAreThoseOfThePlainBaseUrl() {
    try (var down = Simulator.start(new SimulatorSettings(0, Knobs.parse("down=1")))) {
      assertThat(asker.ask(down.baseUrl(), "a").statusCode()).isEqualTo(503);
      assertThat(asker.ask(down.baseUrl("lat=1"), "a").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aTakenPortIsSaid() {
    var settings = new SimulatorSettings(simulator.baseUrl().getPort(), Knobs.NONE);
    assertThatThrownBy(() -> Simulator.start(settings)).isInstanceOf(IllegalStateException.class);
  }
}
