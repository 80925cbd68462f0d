package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult.RowError;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorRateTest {

  private final ErrorRate half = new ErrorRate(OptionalDouble.of(0.5));

  @Test
  void moreThanHalfOfTheLastFiftyPauseTheTaskWithTheirCause() {
    assertThat(rows(half, 24, Optional.empty())).isEmpty();
    assertThat(rows(half, 5, error(ErrorCode.PROVIDER_ERROR, "status 500"))).isEmpty();
    assertThat(rows(half, 20, error(ErrorCode.TIMEOUT, "timeout after 120 s"))).isEmpty();

    Pause pause = rows(half, 1, error(ErrorCode.TIMEOUT, "timeout after 120 s")).orElseThrow();

    assertThat(pause.reason()).isEqualTo(Pause.Reason.HALT);
    assertThat(pause.code()).contains(ErrorCode.TIMEOUT);
    assertThat(pause.message())
        .contains("26 of the last 50 rows")
        .contains("21 of them so: timeout after 120 s (timeout)");
  }

  @Test
  void halfAreBorne() {
    assertThat(rows(half, 25, Optional.empty())).isEmpty();
    assertThat(rows(half, 25, error(ErrorCode.INTERNAL, "a fault"))).isEmpty();
  }

  @Test
  void fewerThanFiftyRowsSayNothing() {
    assertThat(rows(half, 49, error(ErrorCode.HTTP_ERROR, "status 500"))).isEmpty();
  }

  @Test
  void whatIsLongPastIsForgotten() {
    rows(half, 25, error(ErrorCode.TIMEOUT, "late"));
    rows(half, 50, Optional.empty());

    assertThat(rows(half, 25, error(ErrorCode.TIMEOUT, "late"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INVALID_OUTPUT",
        "REFUSED",
        "CONTENT_FILTERED",
        "CONTEXT_LENGTH_EXCEEDED",
        "TEMPLATE_ERROR"
      })
  void aRowsOwnFaultDoesNotCount(ErrorCode code) {
    assertThat(rows(half, 200, error(code, "its own"))).isEmpty();
  }

  @Test
  void itCanBeSwitchedOff() {
    ErrorRate off = new ErrorRate(OptionalDouble.empty());

    assertThat(rows(off, 200, error(ErrorCode.TIMEOUT, "late"))).isEmpty();
  }

  private static Optional<RowError> error(ErrorCode code, String message) {
    return Optional.of(new RowError(code, "answer", message));
  }

  private static Optional<Pause> rows(ErrorRate rate, int count, Optional<RowError> error) {
    Optional<Pause> pause = Optional.empty();
    for (int i = 0; i < count; i++) {
      pause = rate.finished(error);
    }
    return pause;
  }
}
