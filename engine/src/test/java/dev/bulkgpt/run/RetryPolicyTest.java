package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final Optional<Duration> NOTHING_SAID = Optional.empty();

  @Test
  void waitsDoubleFromASecondToAMinute() {
    RetryPolicy policy = new RetryPolicy(9, 3, 9, seconds(1), seconds(60), () -> 1);

    List<Long> waits =
        IntStream.rangeClosed(1, 8)
            .mapToObj(failed -> policy.waitAfter(failed, NOTHING_SAID).orElseThrow().toSeconds())
            .toList();

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void thereAreFiveTries() {
    RetryPolicy policy = RetryPolicy.standard();

    assertThat(policy.waitAfter(4, NOTHING_SAID)).isPresent();
    assertThat(policy.waitAfter(5, NOTHING_SAID)).isEmpty();
    assertThat(policy.waitAfter(5, Optional.of(seconds(1)))).isEmpty();
  }

  @Test
  void whatTheProviderAsksForIsKeptToTheLetter() {
    assertThat(RetryPolicy.standard().waitAfter(1, Optional.of(seconds(300))))
        .contains(seconds(300));
    assertThat(RetryPolicy.standard().waitAfter(4, Optional.of(Duration.ZERO)))
        .contains(Duration.ZERO);
  }

  @Property
  void theWaitLiesBetweenNothingAndTheDoubledTime(
      @ForAll @IntRange(min = 1, max = 99) int failed,
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    RetryPolicy policy = new RetryPolicy(100, 3, 9, seconds(1), seconds(60), () -> random);

    assertThat(policy.waitAfter(failed, NOTHING_SAID).orElseThrow())
        .isBetween(Duration.ZERO, seconds(60));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
