package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.RequestForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers with status 200 as providers write them (`model/answers.txt`).
class AnswersTest {

  record Case(String expected, String body) {}

  static Stream<Case> cases() throws IOException {
    try (InputStream in = AnswersTest.class.getResourceAsStream("/model/answers.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ; ", 2))
          .map(it -> new Case(it[0].strip(), unescaped(it[1])));
    }
  }

  /// `\n` written so in the file, outside of JSON.
  private static String unescaped(String body) {
    return body.startsWith("{") ? body : body.replace("\\n", "\n").replace("\\uFEFF", "\uFEFF");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anAnswerIsReadByItsMeaning(Case it) {
    assertThat(described(read(it.body))).isEqualTo(it.expected);
  }

  @Test
  void aWebPageIsSaidToBeOneWithItsTitle() {
    assertThat(read("<!DOCTYPE html><html><head><title>Sign in</title></head></html>"))
        .isInstanceOfSatisfying(
            ModelFailure.Elsewhere.class,
            it ->
                assertThat(it.message())
                    .contains("a web page, not an API", "HTML", "Sign in", "a.host"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}; 9 0 3",
        "{\"prompt_tokens\":\"9\",\"completion_tokens\":\"3\"}; 9 0 3",
        "{\"prompt_tokens\":20,\"completion_tokens\":198,\"total_tokens\":623}; 20 0 603",
        "{\"prompt_tokens\":20,\"completion_tokens\":198,\"total_tokens\":18}; 20 0 198",
        "{\"prompt_tokens\":100,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":64}}; 100 64 1",
        "{\"prompt_tokens\":1000,\"completion_tokens\":10,\"prompt_cache_hit_tokens\":900,\"prompt_cache_miss_tokens\":100}; 1000 900 10",
        "{\"prompt_tokens\":1000,\"completion_tokens\":10,\"cache_read_input_tokens\":900}; 1000 900 10",
        "{\"input_tokens\":100,\"output_tokens\":10,\"cache_read_input_tokens\":900,\"cache_creation_input_tokens\":50}; 1050 900 10",
        "{\"input_tokens\":100,\"output_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":40}}; 100 40 10",
        "{\"promptTokenCount\":100,\"candidatesTokenCount\":10,\"totalTokenCount\":150,\"cachedContentTokenCount\":40}; 100 40 50",
        "{\"prompt_tokens\":10,\"completion_tokens\":-5,\"prompt_tokens_details\":{\"cached_tokens\":900}}; 10 10 0",
        "{\"prompt_tokens\":99999999999,\"completion_tokens\":1e15}; 10000000 0 10000000",
        "null; 100 0 32",
        "{\"prompt_tokens\":null}; 100 0 42"
      })
  void tokensAreCountedInEveryDialect(String usage, String expected) {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":%s}%s"
            .formatted(usage, " ".repeat(usage.equals("null") ? 74 : 118 - usage.length()));

    assertThat(read(body))
        .isInstanceOfSatisfying(
            ModelReply.class,
            it ->
                assertThat(
                        it.usage().inputTokens()
                            + " "
                            + it.usage().cachedInputTokens()
                            + " "
                            + it.usage().outputTokens())
                    .isEqualTo(expected));
  }

  @ParameterizedTest
  @CsvSource({"108000, 2051, true", "108000, 24000, false", "3000, 1, false", "9000, 2000, false"})
  void aPromptCountedFarBelowItsLengthWasCut(int characters, long counted, boolean cut) {
    assertThat(CutPrompt.isLikely(counted, asked("quick fox ".repeat(characters / 10))))
        .isEqualTo(cut);
    assertThat(CutPrompt.isLikely(counted, asked(" ".repeat(characters)))).isFalse();
  }

  private static ModelAnswer read(String body) {
    return OpenAiReply.read(
        body.getBytes(StandardCharsets.UTF_8),
        asked("hello"),
        new OpenAiFailure(
            new RetryAfter(Optional.empty()), "test/echo", Optional.empty(), Instant.EPOCH));
  }

  private static Asked asked(String text) {
    return new Asked(
        new ModelRequest(
            new ModelId("test", "echo"),
            List.of(new Message(Message.Role.USER, text)),
            Optional.empty()),
        "a.host",
        RequestForm.USUAL,
        400);
  }

  private static String described(ModelAnswer answer) {
    String text = answer instanceof ModelReply reply ? " <" + reply.text() + ">" : "";
    return Sort.of(answer) + text;
  }
}
