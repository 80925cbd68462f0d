package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.limit.Limiter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final ModelId ONE = new ModelId("one", "small");
  private static final ModelId TWO = new ModelId("two", "large");

  @Test
  void aProviderThatIsDownAndAPauseAreNamed() {
    assertThat(
            Waits.of(
                Map.of(
                    TWO, standing(3, Duration.ofSeconds(18), false),
                    ONE, standing(9, Duration.ZERO, true)),
                Map.of(ONE, "The host is unknown.")))
        .contains(
            "one/small does not answer, its rows wait: The host is unknown. ·"
                + " two/large asked for a pause, 18 s of it left");
  }

  @Test
  void whatNobodyWaitsForAndShortPausesAreNot() {
    assertThat(
            Waits.of(
                Map.of(
                    ONE, standing(0, Duration.ofSeconds(18), true),
                    TWO, standing(9, Duration.ofSeconds(1), false)),
                Map.of(ONE, "The host is unknown.")))
        .isEmpty();
  }

  private static Limiter.Standing standing(int waiting, Duration pause, boolean down) {
    return new Limiter.Standing(10, 1, waiting, 0, pause, down);
  }
}
