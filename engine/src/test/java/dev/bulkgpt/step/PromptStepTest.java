package dev.bulkgpt.step;

import static dev.bulkgpt.step.OneStep.cutOff;
import static dev.bulkgpt.step.OneStep.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Message.Role;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.ReasoningEffort;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.workflow.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptStepTest {

  private static final String FIELDS =
      "prompt: {model: openai/m, user: '{{body}}', output: {urgency: {enum: [low, high]},"
          + " count: {type: integer}, note: {type: string, default: none}}}";

  private static Outcome.Done done(String... cells) {
    return new Outcome.Done(List.of(cells));
  }

  @Test
  void theQuestionIsTheTemplatesFilledAndTheAnswerIsTheCell() throws InterruptedException {
    OneStep step =
        new OneStep(
                "prompt: {model: openai/m, system: 'You read {{subject}}', user: 'Say <{{body}}>',"
                    + " temperature: 0.5, max_output_tokens: 9}")
            .answering(" kept as it is \n");
    assertThat(step.run("S & T", "\"{{subject}}\"", "", "")).isEqualTo(done(" kept as it is \n"));
    ModelRequest asked = step.asked.getFirst();
    assertThat(asked.model()).hasToString("openai/m");
    assertThat(asked.messages())
        .extracting(it -> it.role())
        .containsExactly(Role.SYSTEM, Role.USER);
    assertThat(step.message(0, 0)).isEqualTo("You read S & T");
    assertThat(step.message(0, 1)).isEqualTo("Say <\"{{subject}}\">");
    assertThat(asked.temperature()).hasValue(0.5);
    assertThat(asked.maxOutputTokens()).hasValue(9);
    assertThat(asked.schema()).isEmpty();
  }

  @Test
  void aSystemTextThatComesOutBlankIsLeftOut() throws InterruptedException {
    OneStep step =
        new OneStep("prompt: {model: openai/m, system: ' {{subject}} ', user: x}").answering("y");
    step.run("", "", "", "");
    assertThat(step.asked.getFirst().messages())
        .extracting(it -> it.role())
        .containsExactly(Role.USER);
  }

  @Test
  void imagesGoWithTheQuestionAndEmptyOnesDoNot() throws InterruptedException {
    OneStep step =
        new OneStep(
                "prompt: {model: openai/m, user: x, images: ['{{photo}}', 'https://a.b/{{n}}.png']}")
            .answering("y");
    step.run("", "", "", "7");
    assertThat(step.asked.getFirst().messages().getFirst().imageUrls())
        .containsExactly("https://a.b/7.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.b/c.png", "file:///etc/passwd", "c.png", "data:text/html,x"})
  void anImageThatIsNoWebAddressFailsTheRowUnasked(String photo) throws InterruptedException {
    OneStep step = new OneStep("prompt: {model: openai/m, user: x, images: ['{{photo}}']}");
    assertThat(step.run("", "", photo, ""))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> assertThat(reject.code()).isEqualTo(ErrorCode.TEMPLATE_ERROR));
    assertThat(step.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', 'half a', max_output_tokens",
        "', max_output_tokens: 9', 'half a', -",
        "'', ' ', max_output_tokens",
        "', max_output_tokens: 9', ' ', max_output_tokens"
      })
  void aTextCutOffIsKeptWhereTheUserLimitsItAndOnlyThere(
      String limit, String text, String failsWith) throws InterruptedException {
    OneStep step =
        new OneStep("prompt: {model: openai/m, user: x%s}".formatted(limit))
            .answering(cutOff(text));

    Outcome outcome = step.run("", "", "", "");

    if (failsWith == null) {
      assertThat(outcome).isEqualTo(done(text));
      return;
    }
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> {
              assertThat(reject.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
              assertThat(reject.message()).contains(failsWith);
            });
    assertThat(step.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void anEmptyAnswerIsNoSuccess(String text) throws InterruptedException {
    assertThat(
            new OneStep("prompt: {model: openai/m, user: x}").answering(text).run("", "", "", ""))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
              assertThat(retry.cost()).isEqualTo(Outcome.Cost.ANSWER);
            });
  }

  @Test
  void theReasoningEffortGoesWithTheQuestion() throws InterruptedException {
    OneStep step =
        new OneStep("prompt: {model: openai/m, user: x, reasoning_effort: low}").answering("y");
    step.run("", "", "", "");
    assertThat(step.asked.getFirst().reasoningEffort()).contains(ReasoningEffort.LOW);
    assertThat(OneStep.problems("prompt: {model: openai/m, user: x, reasoning_effort: much}"))
        .anyMatch(it -> it.contains("none, minimal, low, medium, high, xhigh"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          {"urgency":"low","count":3,"note":"n"}           => low|3|n
          {"note":null,"count":3,"urgency":"high"}         => high|3|none
          {"count":3,"urgency":"high"}                     => high|3|none
          ```json {"urgency":"low","count":1e2,"note":""}``` => low|100|
          Here: {"urgency":"low","count":1,"note":""} and words [1] => low|1|
          I read { } and say {"urgency":"low","count":1,"note":""}. => low|1|
          {"urgency":"no"} no: {"urgency":"low","count":1,"note":""} => low|1|
          {"urgency":"low","count":1} = {"count":1,"urgency":"low"} => low|1|none
          """)
  void aStructuredAnswerComesApartIntoColumns(String answer, String cells)
      throws InterruptedException {
    String text = answer.replace("```json ", "```json\n").replace("}```", "}\n```");
    assertThat(new OneStep(FIELDS).answering(text).run("", "b", "", ""))
        .isEqualTo(done(cells.split("\\|", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "",
        "[]",
        "{\"urgency\":\"medium\",\"count\":1,\"note\":\"\"}",
        "{\"urgency\":\"low\",\"count\":\"one\",\"note\":\"\"}",
        "{\"urgency\":\"low\",\"count\":1.5,\"note\":\"\"}",
        "{\"urgency\":\"low\",\"count\":1,\"note\":\"\",\"more\":1}",
        "{\"urgency\":\"low\",\"count\":1} or {\"urgency\":\"low\",\"count\":2}",
        "{\"urgency\":\"low\",\"count\":1"
      })
  void whatDoesNotFitIsAskedForAgainWithTheReason(String misfit) throws InterruptedException {
    OneStep step =
        new OneStep(FIELDS)
            .answering(reply(misfit), reply("{\"urgency\":\"low\",\"count\":1,\"note\":\"\"}"));
    assertThat(step.run("", "b", "", "")).isEqualTo(done("low", "1", ""));
    assertThat(step.asked).hasSize(2);
    assertThat(step.asked.getFirst().schema()).isPresent();
    assertThat(step.asked.get(1).schema()).isEqualTo(step.asked.getFirst().schema());
    assertThat(step.message(1, 0)).isEqualTo("b");
    assertThat(step.message(1, 1)).isEqualTo(misfit);
    assertThat(step.message(1, 2)).contains("does not fit");
  }

  @Test
  void afterTwoReAsksTheRowFails() throws InterruptedException {
    OneStep step = new OneStep(FIELDS).answering(reply("a"), reply("b"), reply("c"), reply("d"));
    assertThat(step.run("", "q", "", ""))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> assertThat(reject.code()).isEqualTo(ErrorCode.INVALID_OUTPUT));
    assertThat(step.asked).hasSize(3);
    assertThat(step.asked.get(2).messages()).as("only the last answer is shown").hasSize(3);
  }

  @Test
  void aStructuredAnswerCutOffWouldBeCutOffAgain() throws InterruptedException {
    OneStep step = new OneStep(FIELDS).answering(cutOff("{\"urgency\":\"lo"));
    assertThat(step.run("", "q", "", ""))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> assertThat(reject.message()).contains("max_output_tokens"));
    assertThat(step.asked).hasSize(1);
  }

  @Test
  void aSchemaOfTheUsersOwnGivesAColumnForEachProperty() throws InterruptedException {
    OneStep step =
        new OneStep(
                "prompt: {model: openai/m, user: x, output_schema: {type: object, properties: {a:"
                    + " {type: array, items: {type: string}}, b: {type: object}}, required: [a]}}")
            .answering("{\"a\":[\"x\",\"y\"],\"b\":{\"k\":true}}");
    assertThat(step.run("", "", "", "")).isEqualTo(done("[\"x\",\"y\"]", "{\"k\":true}"));
  }

  @Test
  void aHugeNumberKeepsItsShortSpelling() throws InterruptedException {
    OneStep step =
        new OneStep("prompt: {model: openai/m, user: x, output: {v: {type: number}}}")
            .answering("{\"v\": 1e999999}");
    assertThat(step.run("", "", "", ""))
        .isInstanceOfSatisfying(
            Outcome.Done.class, it -> assertThat(it.values().getFirst()).hasSizeLessThan(20));
  }

  @Test
  void everySortOfFailureHasItsConsequence() throws InterruptedException {
    Optional<Duration> wait = Optional.of(Duration.ofSeconds(3));
    assertThat(outcomeOf(new ModelFailure.RateLimited("later", wait)))
        .isEqualTo(new Outcome.Retry(ErrorCode.RATE_LIMITED, "later", Outcome.Cost.NOTHING, wait));
    assertThat(outcomeOf(new ModelFailure.Transient(ErrorCode.TIMEOUT, "late", wait, true)))
        .isEqualTo(new Outcome.Retry(ErrorCode.TIMEOUT, "late", Outcome.Cost.TRY, wait));
    assertThat(outcomeOf(new ModelFailure.Unusable("garbage", wait, Usage.NONE)))
        .isEqualTo(new Outcome.Retry(ErrorCode.PROVIDER_ERROR, "garbage", Outcome.Cost.TRY, wait));
    assertThat(outcomeOf(new ModelFailure.Overloaded("full", wait)))
        .isEqualTo(new Outcome.Retry(ErrorCode.PROVIDER_ERROR, "full", Outcome.Cost.ROOM, wait));
    assertThat(outcomeOf(new ModelFailure.Dropped("closed")))
        .isEqualTo(retry(ErrorCode.PROVIDER_ERROR, "closed", Outcome.Cost.CONNECTION));
    assertThat(outcomeOf(new ModelFailure.Slip("odd", Usage.NONE, false)))
        .isEqualTo(retry(ErrorCode.INVALID_OUTPUT, "odd", Outcome.Cost.ANSWER));
    assertThat(outcomeOf(new ModelFailure.Slip("tool", Usage.NONE, true)))
        .isEqualTo(retry(ErrorCode.INVALID_OUTPUT, "tool", Outcome.Cost.LAST_ANSWER));
    assertThat(outcomeOf(new ModelFailure.Respelled("other name")))
        .isEqualTo(retry(ErrorCode.PROVIDER_ERROR, "other name", Outcome.Cost.NOTHING));
    assertThat(outcomeOf(new ModelFailure.Elsewhere("a page")))
        .isEqualTo(retry(ErrorCode.PROVIDER_ERROR, "a page", Outcome.Cost.TRY));
    assertThat(outcomeOf(new ModelFailure.Disputed("no", "words", true)))
        .isEqualTo(new Outcome.Dispute(ErrorCode.PROVIDER_ERROR, "no", "words", true));
    assertThat(outcomeOf(new ModelFailure.Outage(ErrorCode.TIMEOUT, "down", true)))
        .isEqualTo(
            new Outcome.Retry(ErrorCode.TIMEOUT, "down", Outcome.Cost.PROBE, Optional.empty()));
    assertThat(outcomeOf(new ModelFailure.Outage(ErrorCode.PROVIDER_ERROR, "gone", false)))
        .isEqualTo(
            new Outcome.Retry(
                ErrorCode.PROVIDER_ERROR, "gone", Outcome.Cost.NOTHING, Optional.empty()));
    assertThat(outcomeOf(new ModelFailure.Unsent("stopped")))
        .isEqualTo(
            new Outcome.Retry(
                ErrorCode.CANCELED, "stopped", Outcome.Cost.NOTHING, Optional.empty()));
    assertThat(outcomeOf(new ModelFailure.Permanent(ErrorCode.REFUSED, "no", Usage.NONE)))
        .isEqualTo(new Outcome.Reject(ErrorCode.REFUSED, "no"));
    assertThat(outcomeOf(new ModelFailure.Halting(ErrorCode.AUTH_ERROR, "bad key")))
        .isEqualTo(new Outcome.Halt(ErrorCode.AUTH_ERROR, "bad key"));
  }

  private static Outcome.Retry retry(ErrorCode code, String message, Outcome.Cost cost) {
    return new Outcome.Retry(code, message, cost, Optional.empty());
  }

  private static Outcome outcomeOf(ModelFailure failure) throws InterruptedException {
    Outcome text =
        new OneStep("prompt: {model: openai/m, user: x}").answering(failure).run("", "", "", "");
    assertThat(new OneStep(FIELDS).answering(failure).run("", "", "", "")).isEqualTo(text);
    return text;
  }

  @Test
  void settingsThatCannotStandTogetherAreRefused() {
    assertThat(
            OneStep.problems(
                "prompt: {model: openai/m, user: x, output: {a: {}}, output_schema: {type: object,"
                    + " properties: {a: {}}}}"))
        .anyMatch(it -> it.contains("exclude each other"));
    assertThat(OneStep.problems("prompt: {model: local/bge-small, user: x}"))
        .anyMatch(it -> it.contains("only classifies"));
  }
}
