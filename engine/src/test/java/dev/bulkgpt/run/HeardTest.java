package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeardTest {

  private static final ModelId MODEL = new ModelId("p", "m");
  private static final ModelFailure PAGE = new ModelFailure.Elsewhere("a web page");
  private static final ModelFailure REFUSED =
      new ModelFailure.Transient(
          ErrorCode.PROVIDER_ERROR, "p refused the connection.", Optional.empty(), false);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Heard heard = new Heard(false, nanos::get);

  @Test
  void aProviderThatNeverAnsweredIsGivenUpAfterAMinute() {
    assertThat(heard.judged(MODEL, REFUSED)).isEqualTo(REFUSED);
    pass(Duration.ofSeconds(59));
    assertThat(heard.judged(MODEL, REFUSED)).isEqualTo(REFUSED);
    pass(Duration.ofSeconds(1));

    assertThat(heard.judged(MODEL, new ModelFailure.Outage(ErrorCode.TIMEOUT, "late.", true)))
        .isInstanceOfSatisfying(
            ModelFailure.Halting.class,
            halt -> {
              assertThat(halt.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
              assertThat(halt.message()).contains("late.", "not answered this task once");
            });
  }

  static Stream<ModelAnswer> signsOfLife() {
    return Stream.of(
        new ModelReply("yes", Usage.NONE, false),
        new ModelFailure.RateLimited("429", Optional.empty()),
        new ModelFailure.Permanent(ErrorCode.REFUSED, "no", Usage.NONE),
        new ModelFailure.Slip("odd", Usage.NONE, false),
        new ModelFailure.Disputed("no", "no", false),
        new ModelFailure.Respelled("other"));
  }

  @ParameterizedTest
  @MethodSource("signsOfLife")
  void oneThatWasHeardIsWaitedForHoweverLong(ModelAnswer sign) {
    heard.judged(MODEL, REFUSED);
    assertThat(heard.judged(MODEL, sign)).isEqualTo(sign);
    pass(Duration.ofDays(1));

    assertThat(heard.judged(MODEL, REFUSED)).isEqualTo(REFUSED);
    assertThat(heard.judged(MODEL, PAGE)).isEqualTo(PAGE);
  }

  @Test
  void aRestartInAnOutageDoesNotGiveUp() {
    Heard restarted = new Heard(true, nanos::get);
    restarted.judged(MODEL, REFUSED);
    pass(Duration.ofDays(1));

    assertThat(restarted.judged(MODEL, REFUSED)).isEqualTo(REFUSED);
  }

  @Test
  void aWebPageInPlaceOfAProviderNobodyHeardPausesAtOnce() {
    assertThat(heard.judged(MODEL, PAGE)).isInstanceOf(ModelFailure.Halting.class);
    assertThat(heard.judged(MODEL, new ModelReply("yes", Usage.NONE, false)))
        .isInstanceOf(ModelReply.class);
    assertThat(heard.judged(new ModelId("other", "m"), PAGE))
        .isInstanceOf(ModelFailure.Halting.class);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
