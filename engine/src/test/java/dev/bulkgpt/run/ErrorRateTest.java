package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult.RowError;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ErrorRateTest {

  private final ErrorRate half = new ErrorRate(OptionalDouble.of(0.5));
  private long begun;

  @Test
  void moreThanHalfOfFiftyInARowPauseTheTaskWithTheirCause() {
    begun = 50;
    assertThat(failed(half, 0, 5, ErrorCode.PROVIDER_ERROR, "status 500")).isEmpty();
    assertThat(failed(half, 5, 20, ErrorCode.TIMEOUT, "timeout after 120 s")).isEmpty();

    Pause pause = failed(half, 49, 1, ErrorCode.TIMEOUT, "timeout after 120 s").orElseThrow();

    assertThat(pause.reason()).isEqualTo(Pause.Reason.HALT);
    assertThat(pause.code()).contains(ErrorCode.TIMEOUT);
    assertThat(pause.message())
        .contains("26 of 50 consecutive rows")
        .contains("21 of them with: timeout after 120 s (timeout)");
  }

  @Test
  void halfAreBorne() {
    begun = 50;
    assertThat(failed(half, 25, 25, ErrorCode.INTERNAL, "a fault")).isEmpty();
  }

  @Test
  void fewerThanFiftyRowsSayNothing() {
    begun = 49;
    assertThat(failed(half, 0, 49, ErrorCode.HTTP_ERROR, "status 500")).isEmpty();
  }

  /// Failures come back faster than answers: those that began before them are still under way.
  @Test
  void rowsAreJudgedInTheOrderTheyBegan() {
    begun = 500;
    for (int start = 0; start < 500; start += 3) {
      assertThat(failed(half, start, 1, ErrorCode.TIMEOUT, "late")).isEmpty();
    }
    assertThat(failed(half, 100, 26, ErrorCode.TIMEOUT, "late")).isPresent();
  }

  @Test
  void whatIsLongPastIsForgotten() {
    begun = 200;
    assertThat(failed(half, 0, 25, ErrorCode.TIMEOUT, "late")).isEmpty();
    assertThat(failed(half, 75, 25, ErrorCode.TIMEOUT, "late")).isEmpty();
  }

  @Test
  void whatIsRememberedHasAnEnd() {
    begun = 1_000_000;
    for (int start = 0; start < 100_000; start += 2) {
      assertThat(failed(half, start, 1, ErrorCode.TIMEOUT, "late")).isEmpty();
    }
    assertThat(half.remembered()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void itCanBeSwitchedOff() {
    begun = 200;
    ErrorRate off = new ErrorRate(OptionalDouble.empty());

    assertThat(failed(off, 0, 200, ErrorCode.TIMEOUT, "late")).isEmpty();
  }

  private Optional<Pause> failed(
      ErrorRate rate, long first, int count, ErrorCode code, String message) {
    Optional<Pause> pause = Optional.empty();
    for (long start = first; start < first + count; start++) {
      pause = rate.failed(start, begun, new RowError(code, "answer", message));
    }
    return pause;
  }
}
