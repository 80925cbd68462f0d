package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Outcome.Cost;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriesTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(3, 3, 4, Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 1);

  /// What failed in turn, and the waits before the next attempt in seconds; `-` is the end.
  @ParameterizedTest
  @CsvSource({
    "TRY TRY TRY, 1 2 -",
    "NOTHING NOTHING NOTHING NOTHING NOTHING NOTHING, 0 0 0 0 0 0",
    "PROBE PROBE PROBE PROBE, 0 0 0 -",
    "ROOM ROOM ROOM ROOM, 1 2 4 -",
    "CONNECTION TRY TRY TRY, 0 1 2 -",
    "CONNECTION CONNECTION CONNECTION CONNECTION, 0 1 2 -",
    "TRY CONNECTION CONNECTION, 1 1 2",
    "ANSWER ANSWER ANSWER, 0 0 -",
    "LAST_ANSWER LAST_ANSWER, 0 -",
    "ANSWER LAST_ANSWER, 0 -",
    "ANSWER TRY ROOM NOTHING ANSWER TRY ANSWER, 0 1 1 0 0 2 -"
  })
  void eachSortOfFailureUsesUpItsOwn(String costs, String waits) {
    Tries tries = new Tries(POLICY);

    assertThat(
            Arrays.stream(costs.split(" ", -1))
                .map(cost -> tries.waitBefore(failed(Cost.valueOf(cost), Optional.empty())))
                .map(wait -> wait.map(it -> String.valueOf(it.toSeconds())).orElse("-"))
                .collect(Collectors.joining(" ")))
        .isEqualTo(waits);
  }

  @ParameterizedTest
  @CsvSource({"TRY", "ROOM"})
  void whatTheProviderAsksForIsKept(Cost cost) {
    assertThat(new Tries(POLICY).waitBefore(failed(cost, Optional.of(Duration.ofMinutes(5)))))
        .contains(Duration.ofMinutes(5));
  }

  private static Outcome.Retry failed(Cost cost, Optional<Duration> retryAfter) {
    return new Outcome.Retry(ErrorCode.PROVIDER_ERROR, "failed", cost, retryAfter);
  }
}
