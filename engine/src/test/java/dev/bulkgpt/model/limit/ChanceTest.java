package dev.bulkgpt.model.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.limit.VirtualProvider.Behaviour;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Refusals by chance, told nothing: some of the calls are refused however slowly they are sent. In
/// virtual time, the search at the start included.
class ChanceTest {

  private static final Claimant TASK = new Claimant("workspace", "task");
  private static final int SEEDS = 3;
  private static final double LIMIT = 100;

  /// As long as the provider takes so many calls, and at least so long.
  private static final double CALLS = 20_000;

  private static final double SECONDS = 180;
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Duration LONG = Duration.ofMinutes(20);

  static Stream<Arguments> shares() {
    return Stream.of(0.01, 0.03, 0.05, 0.1, 0.2)
        .flatMap(share ->
            Stream.of(50, 500, 2_000)
                .flatMap(latency ->
                    Stream.of(16, 64).map(atOnce -> Arguments.of(share, latency, atOnce))));
  }

  @ParameterizedTest
  @MethodSource("shares")
  void refusalsByChanceDoNotSlowARunDown(double share, double latency, int atOnce) {
    double open = atOnce / (latency / 1_000 + 0.001 + share / (1 - share) * 0.002);
    for (int seed = 1; seed <= SEEDS; seed++) {
      Behaviour unlucky = Behaviour.open().latency(latency).chance(_ -> share);
      Run run = run(unlucky, atOnce, open, seed);

      assertThat(run.served / (open * run.seconds)).as("seed %s", seed).isGreaterThan(0.9);
    }
  }

  @ParameterizedTest
  @MethodSource("shares")
  void aLimitBesidesIsFoundAndUsed(double share, double latency, int atOnce) {
    double open = atOnce / (latency / 1_000 + 0.001 + share / (1 - share) * 0.002);
    double taken = Math.min(LIMIT, open);
    for (int seed = 1; seed <= SEEDS; seed++) {
      Behaviour unlucky = Behaviour.requests(LIMIT, LIMIT).latency(latency).chance(_ -> share);
      Run run = run(unlucky, atOnce, taken, seed);

      assertThat(run.served / (taken * run.seconds)).as("seed %s", seed).isGreaterThan(0.9);
      assertThat(run.refusedShare()).as("seed %s", seed).isLessThan(share + 0.06);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 500", "0.05, 500", "0.05, 2000", "0.2, 500"})
  void noneOfManyAtOnceIsHeldBack(double share, double latency) {
    double open = 500 / (latency / 1_000 + 0.001 + share / (1 - share) * 0.002);
    Behaviour unlucky = Behaviour.open().latency(latency).chance(_ -> share);
    Simulation run = new Simulation(Limits.concurrent(500), unlucky, 100, 1);
    run.rows(TASK, (int) (MINUTES.toSeconds() * open), null);
    run.runUntil(MINUTES);

    assertThat(run.served() / (open * MINUTES.toSeconds())).isGreaterThan(0.9);
  }

  /// A pause is for the key and model, and kept whatever the refusal came from. So a wait with each
  /// costs everybody that time; what can be had is what a client gets that keeps every pause and
  /// lets its calls in one after the other, as at a start.
  @ParameterizedTest
  @CsvSource({
    "0.01, 50, 16",
    "0.01, 2000, 16",
    "0.03, 50, 64",
    "0.05, 50, 16",
    "0.05, 500, 64",
    "0.05, 2000, 64",
    "0.1, 50, 64",
    "0.1, 500, 16"
  })
  void aWaitThatIsToldIsKeptAndNothingMoreIsLost(double share, double latency, int atOnce) {
    double patient = patient(share, latency / 1_000, atOnce);
    Behaviour unlucky = Behaviour.open().latency(latency).chance(_ -> share).retryAfter(1);
    for (int seed = 1; seed <= 2; seed++) {
      Simulation run = new Simulation(Limits.concurrent(atOnce), unlucky, 100, seed);
      run.rows(TASK, (int) (LONG.toSeconds() * patient * 3), null);
      run.runUntil(LONG);

      assertThat(run.served() / (patient * LONG.toSeconds()))
          .as("seed %s", seed)
          .isGreaterThan(0.85);
      assertThat(callsInPauses(run)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 5, 0", "20, 20, 0", "20, 20, 1", "50, 50, 0", "100, 100, 1", "100, 6000, 0"})
  void aLimitIsNotTakenForChance(double perSecond, double burst, double retryAfter) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Behaviour strict = Behaviour.requests(perSecond, burst).retryAfter(retryAfter);
      Run run = run(strict, 64, perSecond, seed);

      assertThat(run.served / (perSecond * run.seconds + burst)).isGreaterThan(0.95);
      assertThat(run.refusedShare()).as("seed %s", seed).isLessThan(0.01);
    }
  }

  @Test
  void aLimitThatComesLaterIsLearned() {
    Behaviour later = new Behaviour(ChanceTest::limitedLater, LIMIT, 0, false, 0, 50, _ -> 0.05);
    Simulation run = new Simulation(Limits.concurrent(64), later, 100, 1);
    run.rows(TASK, 300_000, null);
    Run after = after(run, 100, 60);

    assertThat(after.served / (LIMIT * after.seconds)).isGreaterThan(0.9);
    assertThat(after.refusedShare()).isLessThan(0.11);
  }

  @Test
  void chanceThatEndsIsForgotten() {
    Behaviour ending = Behaviour.requests(LIMIT, LIMIT).chance(at -> at < 60e9 ? 0.05 : 0.0);
    Simulation run = new Simulation(Limits.concurrent(64), ending, 100, 1);
    run.rows(TASK, 300_000, null);
    Run after = after(run, 120, 120);

    assertThat(after.served / (LIMIT * after.seconds)).isGreaterThan(0.98);
    assertThat(after.refusedShare()).isLessThan(0.01);
  }

  private record Run(double served, double refused, double seconds) {

    double refusedShare() {
      return refused / (served + refused);
    }
  }

  private static Run run(Behaviour behaviour, int atOnce, double perSecond, int seed) {
    Simulation run = new Simulation(Limits.concurrent(atOnce), behaviour, 100, seed);
    double seconds = Math.max(SECONDS, CALLS / perSecond);
    run.rows(TASK, (int) (perSecond * seconds * 1.1 + behaviour.burst() % 1e6) + 500, null);
    run.runUntil(Duration.ofSeconds((long) seconds));
    return new Run((double) run.served(), (double) run.refused(), run.time().toNanos() / 1e9);
  }

  private static Run after(Simulation run, int from, int seconds) {
    run.runUntil(Duration.ofSeconds(from));
    double served = run.served();
    double refused = run.refused();
    run.runUntil(Duration.ofSeconds(from + seconds));
    return new Run(run.served() - served, run.refused() - refused, (double) seconds);
  }

  private static double limitedLater(long at) {
    return at < 60e9 ? 1e6 : LIMIT;
  }

  private static long callsInPauses(Simulation run) {
    return run.pauses.stream()
        .filter(pause -> firstAfter(run, pause.get1()) < firstAfter(run, pause.get2() - 1))
        .count();
  }

  private static int firstAfter(Simulation run, long time) {
    int at = Collections.binarySearch(run.sentAt, time + 1);
    while (at > 0 && run.sentAt.get(at - 1) > time) {
      at--;
    }
    return at >= 0 ? at : -at - 1;
  }

  /// Its calls a second, by arithmetic that shares nothing with ours.
  private static double patient(double share, double latency, int atOnce) {
    Random random = new Random(1);
    PriorityQueue<Double> ends = new PriorityQueue<>();
    Deque<Double> refusals = new ArrayDeque<>();
    double now = 0;
    double pausedUntil = 0;
    long served = 0;
    while (now < LONG.toSeconds()) {
      now = Math.max(now + 0.00025, pausedUntil);
      if (ends.size() >= atOnce) {
        now = Math.max(now, ends.remove());
      }
      while (!refusals.isEmpty() && refusals.getFirst() <= now) {
        pausedUntil = Math.max(pausedUntil, refusals.removeFirst() + 1.025);
      }
      if (now >= pausedUntil) {
        boolean refused = random.nextDouble() < share;
        double end = now + (refused ? 0.002 : latency + 0.001);
        ends.add(end);
        if (refused) {
          refusals.add(end);
        } else {
          served++;
        }
      }
    }
    return served / now;
  }
}
