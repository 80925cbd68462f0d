package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors as providers tell them (`model/errors.txt`): each means what it says, whatever its status
/// and its form.
class ErrorsTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final RetryAfter UNTOLD = new RetryAfter(Optional.empty());

  record Case(int status, String outcome, String words, String body) {}

  static Stream<Case> cases() throws IOException {
    try (InputStream in = ErrorsTest.class.getResourceAsStream("/model/errors.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ; ?", 4))
          .map(it -> new Case(Integer.parseInt(it[0]), it[1], it[2], it[3]));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anErrorMeansWhatItSays(Case it) {
    ModelFailure failure = sorted(it, UNTOLD);

    assertThat(Sort.of(failure)).as(failure.message()).isEqualTo(it.outcome);
    assertThat(failure.message()).containsIgnoringCase(it.words).contains("(test/echo");
  }

  private static ModelFailure sorted(Case it, RetryAfter retryAfter) {
    byte[] body = it.body.getBytes(StandardCharsets.UTF_8);
    OpenAiFailure failures =
        new OpenAiFailure(retryAfter, "test/echo", Optional.of(new Secret("our-own-key")), NOON);
    if (it.status != 200) {
      return failures.sort(it.status, ErrorBody.of(body));
    }
    ModelAnswer answer =
        OpenAiReply.read(
            body,
            new Asked(
                new ModelRequest(new ModelId("test", "echo"), List.of(), Optional.empty()),
                "host",
                RequestForm.USUAL,
                100),
            failures);
    return (ModelFailure) answer;
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 500, 529})
  void aWaitOfMoreThanADayPausesAndSaysUntilWhen(int status) {
    RetryAfter decades = new RetryAfter(Optional.of(Duration.ofSeconds(2_147_483_647)));

    assertThat(sorted(new Case(status, "", "", ""), decades))
        .isInstanceOfSatisfying(
            ModelFailure.Halting.class,
            it -> assertThat(it.message()).contains("wait until 2094-12-12"));
    assertThat(
            sorted(new Case(status, "", "", ""), new RetryAfter(Optional.of(Duration.ofHours(24)))))
        .isNotInstanceOf(ModelFailure.Halting.class);
  }

  @Test
  void aWaitInTheBodyIsHeeded() {
    assertThat(
            sorted(
                new Case(429, "", "", "{\"error\":{\"details\":[{\"retryDelay\":\"1.5s\"}]}}"),
                UNTOLD))
        .isInstanceOfSatisfying(
            ModelFailure.RateLimited.class,
            it -> assertThat(it.retryAfter()).contains(Duration.ofMillis(1_500)));
  }

  @Test
  void whatAProviderSaysIsCutCleanedAndHoldsNoKey() {
    String endless = "x".repeat(5_000);
    String message =
        sorted(
                new Case(
                    400,
                    "",
                    "",
                    "{\"message\":\"our-own-key sk-abcdef\\u0000\\n%s\"}".formatted(endless)),
                UNTOLD)
            .message();

    assertThat(message).contains("*** ***").doesNotContain("our-own-key", "sk-abc", "\n", "\0");
    assertThat(message).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[[[[[[[[[[[[[[[[[[[{\"error\":{\"message\":\"deep\"}}]]]]]]]]]]]]]]]]]]]]",
        "{\"error\":{\"message\":\"{\\\"error\\\":\\\"{}\\\"}\"}}",
        "\"",
        "{\"error\":[null,1,true,{\"message\":null}]}",
        "\u0000\u0001"
      })
  void whateverABodyHoldsItIsSorted(String body) {
    assertThat(sorted(new Case(400, "", "", body), UNTOLD).message()).contains("status 400");
    assertThat(sorted(new Case(400, "", "", "{\"a\":".repeat(2_000)), UNTOLD).message())
        .contains("status 400");
  }

  /// What a row's neighbours are compared by.
  @Test
  void numbersIdsAndQuotationsMakeNoDifferenceToTheCause() {
    assertThat(
            likeness("{\"error\":{\"message\":\"Field 3 of \\\"Ann\\\" is bad (req_01ab23cd)\"}}"))
        .isEqualTo(
            likeness("{\"error\":{\"message\":\"Field 47 of \\\"Bob\\\" is bad (req_99ffee00)\"}}"))
        .isNotEqualTo(
            likeness("{\"error\":{\"message\":\"Row 47 of \\\"Bob\\\" is bad (req_99ffee00)\"}}"));
  }

  private static String likeness(String body) {
    return ErrorBody.of(body.getBytes(StandardCharsets.UTF_8)).likeness();
  }
}
