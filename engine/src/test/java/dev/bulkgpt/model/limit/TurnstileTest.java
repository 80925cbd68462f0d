package dev.bulkgpt.model.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.limit.VirtualProvider.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Scenes of a limiter's life, in virtual time.
class TurnstileTest {

  private static final Claimant LARGE = new Claimant("one", "large");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aLimitThatFallsInMidRunIsFoundAgain() {
    Simulation run = simulation(new Behaviour(TurnstileTest::halved, 100, 0, false, 0, 50));
    run.rows(LARGE, 3_000, null);

    double seconds = run.run().toNanos() / 1e9;

    assertThat(3_000 / (100 * 15 + 50 * (seconds - 15) + 100)).isGreaterThan(0.95);
    assertThat(run.refused()).isLessThanOrEqualTo(30);
  }

  @Test
  void aLimitThatRisesInMidRunIsUsed() {
    Simulation run = simulation(new Behaviour(at -> 150 - halved(at), 100, 0, false, 0, 50));
    run.rows(LARGE, 6_000, null);

    double seconds = run.run().toNanos() / 1e9;

    assertThat(6_000 / (50 * 15 + 100 * (seconds - 15) + 100)).isGreaterThan(0.9);
    assertThat(run.refused()).isLessThanOrEqualTo(60);
  }

  @Test
  void aProviderThatRefusesEverythingForAWhileIsUsedAsBeforeAfterwards() {
    for (double retryAfter : new double[] {0, 1, 20}) {
      double blocked = seconds(TurnstileTest::blocked, retryAfter);
      double open = seconds(_ -> 10, retryAfter);

      assertThat(blocked - 300).as("%s s", retryAfter).isLessThan(1.15 * open);
    }
  }

  @Test
  void aLimitToldAnewIsKeptAtOnce() {
    Simulation run = simulation(new Behaviour(TurnstileTest::halved, 100, 0, true, -1, 50));
    run.rows(LARGE, 3_000, null);

    double seconds = run.run().toNanos() / 1e9;

    assertThat(3_000 / (100 * 15 + 50 * (seconds - 15) + 100)).isGreaterThan(0.98);
    assertThat(run.refused()).isLessThanOrEqualTo(3);
  }

  @Test
  void aSmallTaskTakesLessThanThreeTimesItsTimeAloneBesideALargeOne() {
    Behaviour strict = Behaviour.requests(100, 100).telling();
    Simulation alone = simulation(strict);
    alone.rows(new Claimant("two", "small"), 10, null);
    Duration timeAlone = alone.run();

    Simulation beside = simulation(Behaviour.requests(100, 100).telling());
    List<Duration> took = new ArrayList<>();
    beside.rows(LARGE, 3_000, null);
    Duration start = SECOND.multipliedBy(10);
    // The large task has used the bucket up: the small one gets every second turn of what refills.
    beside.at(
        start,
        () ->
            beside.rows(
                new Claimant("two", "small"), 10, () -> took.add(beside.time().minus(start))));
    beside.run();

    assertThat(timeAlone).isLessThan(Duration.ofMillis(100));
    assertThat(took.getFirst()).isLessThan(Duration.ofMillis(300));
  }

  @Test
  void theFirstCallsAreFewAndDoubleWithEachRound() {
    Concurrency window = new Concurrency(1_000, 0);
    int start = window.window();
    for (int i = 0; i < start; i++) {
      window.answered(SECOND.toNanos(), true, true, 0);
    }

    assertThat(start).isEqualTo(250);
    assertThat(window.window()).isEqualTo(2 * start);
    assertThat(new Concurrency(64, 0).window()).isEqualTo(16);
    assertThat(new Concurrency(3, 0).window()).isEqualTo(3);
  }

  @Test
  void risingLatencyShrinksTheWindow() {
    Concurrency window = new Concurrency(64, 0);
    for (int i = 0; i < 500; i++) {
      window.answered(SECOND.toNanos(), true, true, 0);
    }
    assertThat(window.window()).isEqualTo(64);
    for (int i = 0; i < 70; i++) {
      window.answered(5 * SECOND.toNanos(), true, true, 0);
    }

    assertThat(window.window()).isLessThan(50);
  }

  @Test
  void aProviderThatIsDownIsProbedLessThanOnceASecond() {
    Breaker breaker = new Breaker(0);
    Turnstile turnstile = new Turnstile(Limits.concurrent(64), breaker, () -> 0.5, 0);
    for (int i = 0; i < 64; i++) {
      turnstile.enter(new Ticket(LARGE, 1, () -> {}));
    }
    long now = 0;
    int calls = 0;
    int downCalls = 0;
    // Five minutes in which every call is refused at once and asked for again.
    while (now < Duration.ofMinutes(5).toNanos()) {
      Ticket call = turnstile.next(now);
      if (call == null) {
        now += turnstile.waitNanos(now);
        continue;
      }
      calls++;
      now += Duration.ofMillis(20).toNanos();
      downCalls += turnstile.failed(call, Optional.empty(), now) ? 1 : 0;
      turnstile.ended();
      turnstile.enter(new Ticket(LARGE, 1, () -> {}));
    }

    assertThat(downCalls).isLessThan(300);
    assertThat(calls - downCalls).as("tries the rows had spent").isLessThanOrEqualTo(64);
    Ticket probe = null;
    while (probe == null) {
      now += turnstile.waitNanos(now);
      probe = turnstile.next(now);
    }
    turnstile.answered(probe, 1, Told.NOTHING, now);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(turnstile.waitNanos(now)).isZero();
  }

  @Test
  void aProviderThatFailsNowAndThenIsNotDown() {
    Breaker breaker = new Breaker(0);
    for (int i = 1; i < 100; i++) {
      long now = i * SECOND.toNanos();
      assertThat(breaker.failed(Optional.empty(), now)).isFalse();
      if (i % 4 == 0) {
        breaker.heard(now);
      }
    }
  }

  @Test
  void aRateIsReadFromWhatHeadersTell() {
    // OpenAI: the bucket holds a minute's worth.
    Told.Quota minute = new Told.Quota(30_000, 29_999, Duration.ofMillis(2));
    assertThat(minute.perSecond()).isEqualTo(500);
    assertThat(minute.capacity()).isEqualTo(30_000);
    // A bucket of a second's worth.
    Told.Quota second = new Told.Quota(6_000, 40, Duration.ofMillis(600));
    assertThat(second.perSecond()).isEqualTo(100);
    assertThat(second.capacity()).isEqualTo(100);
    // Groq: requests of a day.
    Told.Quota day = new Told.Quota(14_400, 14_370, Duration.ofMinutes(3));
    assertThat(day.perSecond()).isEqualTo(14_400 / 86_400.0);
    assertThat(day.capacity()).isEqualTo(14_400);
  }

  private static double seconds(LongToDoubleFunction perSecond, double retryAfter) {
    Simulation run = simulation(new Behaviour(perSecond, 10, 0, false, retryAfter, 50));
    run.rows(LARGE, 10_000, null);
    return run.run().toNanos() / 1e9;
  }

  /// For five minutes from the hundredth second.
  private static double blocked(long at) {
    double seconds = at / 1e9;
    return seconds > 100 && seconds < 400 ? 1e-9 : 10;
  }

  private static double halved(long at) {
    return at < 15 * SECOND.toNanos() ? 100 : 50;
  }

  private static Simulation simulation(Behaviour behaviour) {
    return new Simulation(Limits.concurrent(64), behaviour, 100, 1);
  }
}
