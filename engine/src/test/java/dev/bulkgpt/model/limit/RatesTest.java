package dev.bulkgpt.model.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The arithmetic of limits, on a clock that only moves when told.
class RatesTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long now;

  @Property
  void neverMoreThanTheBurstAndTheRateAllow(
      @ForAll @IntRange(min = 1, max = 6_000) int perMinute,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 200) Integer> millis) {
    Rates rates = new Rates(requests(perMinute), 0);
    double burst = Math.max(1, perMinute / 60.0);
    long time = 0;
    int taken = 0;
    for (int step : millis) {
      time += Duration.ofMillis(step).toNanos();
      if (rates.take(1, time) == 0) {
        taken++;
      }
      assertThat((double) taken).isLessThanOrEqualTo(burst + perMinute / 60e9 * time + 1e-6);
    }
  }

  @Property
  void whoWaitsAsToldIsServed(
      @ForAll @IntRange(min = 1, max = 60_000) int perMinute,
      @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 5_000) Integer> tokens) {
    Rates rates = new Rates(tokens(perMinute), 0);
    for (int amount : tokens) {
      now += rates.take(amount, now);
      // What was told is to the nanosecond, and 0 means that it was taken at once.
      long again = rates.take(0, now);
      assertThat(again).isLessThanOrEqualTo((long) (5_000 / (perMinute / 60e9)) + 1);
      now += again;
    }
  }

  @Test
  void aRequestLargerThanTheBucketGetsThroughWhenItIsFull() {
    Rates rates = new Rates(tokens(60), 0);

    assertThat(rates.take(100, now)).isZero();
    assertThat(rates.take(1, now))
        .isCloseTo(100 * SECOND, org.assertj.core.data.Offset.offset(SECOND));
  }

  @Test
  void settlingGivesBackWhatWasEstimatedTooMuch() {
    Rates rates = new Rates(tokens(6_000), 0);
    assertThat(rates.take(100, now)).isZero();
    assertThat(rates.take(50, now)).isPositive();

    rates.settle(60, now);

    assertThat(rates.take(50, now)).isZero();
  }

  @Test
  void aPauseLastsAsLongAsTold() {
    Rates rates = new Rates(Limits.concurrent(5), 0);
    rates.refuse(Optional.of(Duration.ofSeconds(20)), now);

    assertThat(rates.take(1, now + 5 * SECOND)).isEqualTo(15 * SECOND);
    assertThat(rates.take(1, now + 20 * SECOND)).isZero();
    assertThat(rates.areOpen()).isTrue();
  }

  @Test
  void aShorterWordDoesNotCutALongerPause() {
    Rates rates = new Rates(Limits.concurrent(5), 0);
    rates.refuse(Optional.of(Duration.ofSeconds(20)), now);
    rates.refuse(Optional.of(Duration.ofSeconds(1)), now);

    assertThat(rates.take(1, now)).isEqualTo(20 * SECOND);
  }

  @Test
  void refusalsWithoutATimeDoubleToAMinuteUntilAnAnswer() {
    Rates rates = new Rates(Limits.concurrent(5), 0);
    for (long expected : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      rates.refuse(Optional.empty(), now);
      rates.refuse(Optional.empty(), now); // Of the same flight: counts once.
      assertThat(rates.take(1, now)).isEqualTo(expected * SECOND);
      now += expected * SECOND;
      assertThat(rates.take(1, now)).isZero();
    }
    rates.answered();
    rates.refuse(Optional.empty(), now);

    assertThat(rates.take(1, now)).isEqualTo(SECOND);
  }

  private static Limits requests(long perMinute) {
    return new Limits(OptionalLong.of(perMinute), OptionalLong.empty(), 10);
  }

  private static Limits tokens(long perMinute) {
    return new Limits(OptionalLong.empty(), OptionalLong.of(perMinute), 10);
  }
}
