package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ReasoningEffort;
import dev.bulkgpt.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every provider does with what its server does: an answer, or the failure sorted by what
/// must happen next; never an exception, never a slot that stays taken.
interface ProviderContract {

  /// A provider whose server behaves so.
  ///
  /// @param knobs the simulator's
  Provider provider(String knobs, Duration callTimeout);

  private ModelAnswer ask(String knobs) {
    return ask(knobs, request("Hello there"));
  }

  private ModelAnswer ask(String knobs, ModelRequest request) {
    try (Provider provider = provider(knobs, Duration.ofSeconds(60))) {
      return provider.ask(request).answer();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelRequest request(String text) {
    return request(text, Optional.empty());
  }

  private static ModelRequest request(String text, Optional<JsonNode> schema) {
    return new ModelRequest(
        new ModelId("test", "echo"),
        List.of(
            new Message(Message.Role.SYSTEM, "Be brief."), new Message(Message.Role.USER, text)),
        schema);
  }

  /// Every kind of the world's answers, errors and wishes (`model/dialects.csv`).
  @ParameterizedTest
  @CsvFileSource(resources = "/model/dialects.csv", delimiter = ';')
  default void aDialectComesToItsMeaning(String dialect, String sorts, String wish)
      throws InterruptedException {
    try (Provider provider = provider("dialect=" + dialect, Duration.ofSeconds(60))) {
      for (String sort : sorts.split(",(?! )", -1)) {
        ModelAnswer answer = provider.ask(wishing(Objects.requireNonNullElse(wish, ""))).answer();

        boolean json = answer instanceof ModelReply reply && reply.text().startsWith("{");
        assertThat(json && sort.equals("json") ? "json" : Sort.of(answer))
            .as("%s", answer)
            .isEqualTo(sort);
      }
    }
  }

  /// A request with what some servers refuse.
  private static ModelRequest wishing(String wish) {
    Optional<JsonNode> schema =
        wish.equals("schema")
            ? Optional.of(
                JsonMapper.shared()
                    .readTree(
                        "{\"type\":\"object\",\"properties\":{\"colour\":{\"type\":\"string\"}},"
                            + "\"required\":[\"colour\"],\"additionalProperties\":false}"))
            : Optional.empty();
    return new ModelRequest(
        new ModelId("test", "echo"),
        wish.equals("system")
            ? List.of(
                new Message(Message.Role.SYSTEM, "Be brief."),
                new Message(Message.Role.USER, "Hello"))
            : List.of(new Message(Message.Role.USER, "Hello")),
        wish.equals("temperature") ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
        wish.equals("limit") ? OptionalInt.of(50) : OptionalInt.empty(),
        wish.equals("effort") ? Optional.of(ReasoningEffort.LOW) : Optional.empty(),
        schema);
  }

  @Test
  default void anAnswerComesWithItsUsage() {
    ModelAnswer answer = ask("cached=0.5");

    assertThat(answer)
        .asInstanceOf(InstanceOfAssertFactories.type(ModelReply.class))
        .satisfies(reply -> {
          assertThat(reply.text()).contains("Hello there");
          assertThat(reply.truncated()).isFalse();
          assertThat(reply.usage().inputTokens()).isPositive();
          assertThat(reply.usage().cachedInputTokens()).isPositive();
          assertThat(reply.usage().outputTokens()).isPositive();
        });
  }

  @Test
  default void textComesBackToTheCharacter() {
    String nasty = "tab\t quote\" back\\slash é 日本 🎉 \u2028 </script> {{x}} \u0001";

    assertThat(ask("", request(nasty)))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelReply.class))
        .satisfies(reply -> assertThat(reply.text()).contains(nasty));
  }

  @Test
  default void aSchemaIsAskedForAndItsAnswerFitsIt() {
    JsonNode schema =
        JsonMapper.shared()
            .readTree(
                """
                {"type":"object","additionalProperties":false,"required":["topic"],
                 "properties":{"topic":{"type":"string","enum":["billing","shipping"]}}}
                """);

    assertThat(ask("", request("a parcel", Optional.of(schema))))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelReply.class))
        .satisfies(reply ->
            assertThat(JsonMapper.shared().readTree(reply.text()).path("topic").asString())
                .isIn("billing", "shipping"));
  }

  @Test
  default void anAnswerCutAtItsLimitSaysSo() {
    assertThat(ask("length=1"))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelReply.class))
        .satisfies(reply -> assertThat(reply.truncated()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"refuse=1,REFUSED", "filter=1,CONTENT_FILTERED"})
  default void aWithheldAnswerFailsItsRowAndIsPaid(String knobs, ErrorCode code) {
    assertThat(ask(knobs))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Permanent.class))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(code);
          assertThat(failure.usage().inputTokens()).isPositive();
        });
  }

  @ParameterizedTest
  @CsvSource({"ctx=1,CONTEXT_LENGTH_EXCEEDED", "p400=1,CONTENT_FILTERED"})
  default void aRefusedRequestFailsItsRowAtOnce(String knobs, ErrorCode code) {
    assertThat(ask(knobs))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Permanent.class))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  default void aRateLimitWithItsTimeIsKeptToTheLetter() {
    assertThat(ask("p429=1,ra=7"))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.RateLimited.class))
        .satisfies(it -> assertThat(it.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  default void aRateLimitWithoutATimeIsOneToo() {
    assertThat(ask("p429=1,ra=0"))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.RateLimited.class))
        .satisfies(it -> assertThat(it.retryAfter()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage=1", "empty=1", "huge=1,hugemb=20"})
  default void anAnswerThatIsNoUseIsASignOfLife(String knobs) {
    assertThat(ask(knobs))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Unusable.class))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
          assertThat(failure.usage()).isEqualTo(Usage.NONE);
        });
  }

  @ParameterizedTest
  @CsvSource({"p500=1,true", "down=1,false", "html=1,false", "half=1,true", "reset=1,true"})
  default void whatMayGoAwayIsTriedAgain(String knobs, boolean reached) {
    assertThat(ask(knobs))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Transient.class))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
          assertThat(failure.reached()).isEqualTo(reached);
        });
  }

  @Test
  default void aFullHouseIsNoRowsFault() {
    assertThat(ask("p503=1,ra=7"))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Overloaded.class))
        .satisfies(it -> assertThat(it.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  default void silenceEndsWithTheTimeOut() throws InterruptedException {
    try (Provider provider = provider("hang=1", Duration.ofMillis(300))) {
      assertThat(provider.ask(request("Hello")).answer())
          .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Transient.class))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
    }
  }

  @ParameterizedTest
  @CsvSource({"auth=1,AUTH_ERROR", "quota=1,QUOTA_EXHAUSTED"})
  default void whatAPersonMustMendHaltsTheTask(String knobs, ErrorCode code) {
    assertThat(ask(knobs))
        .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Halting.class))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(code);
          assertThat(failure.message()).contains("test/echo");
        });
  }

  @Test
  default void aDailyLimitHaltsTheTask() throws InterruptedException {
    try (Provider provider = provider("daily=1", Duration.ofSeconds(60))) {
      provider.ask(request("one"));
      assertThat(provider.ask(request("two")).answer())
          .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.Halting.class))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.QUOTA_EXHAUSTED));
    }
  }

  @Test
  default void faultsTakeNoSlotForEver() throws InterruptedException {
    try (Provider provider =
        provider("reset=0.2,half=0.2,garbage=0.2,huge=0.1,hugemb=20", Duration.ofSeconds(60))) {
      int answered = 0;
      for (int i = 0; i < 60; i++) {
        answered += provider.ask(request("question " + i)).answer() instanceof ModelReply ? 1 : 0;
      }
      assertThat(answered).isBetween(1, 59);
    }
  }

  @Test
  default void anInterruptEndsACallUnderWay() throws InterruptedException {
    try (Provider provider = provider("hang=1", Duration.ofSeconds(60))) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  provider.ask(request("never answered"));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      caller.interrupt();
      assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
    }
  }
}
