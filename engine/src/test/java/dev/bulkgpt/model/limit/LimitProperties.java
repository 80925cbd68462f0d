package dev.bulkgpt.model.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.limit.VirtualProvider.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// What a limiter promises whatever the provider is like, in virtual time.
class LimitProperties {

  private static final Claimant TASK = new Claimant("workspace", "task");
  private static final double SECONDS = 60;

  @Property(tries = 60)
  void whatIsConfiguredIsNeverExceeded(
      @ForAll @IntRange(min = 30, max = 30_000) int perMinute,
      @ForAll @IntRange(min = 1, max = 200) int atOnce,
      @ForAll @DoubleRange(min = 1, max = 3_000) double latency,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Limits limits = new Limits(OptionalLong.of(perMinute), OptionalLong.empty(), atOnce);
    Behaviour open = Behaviour.requests(1e6, 1e6).latency(latency);
    Simulation run = new Simulation(limits, open, 10, seed);
    run.rows(TASK, 500, null);
    run.run();

    double perSecond = perMinute / 60.0;
    double burst = Math.max(1, perSecond);
    List<Long> sent = run.sentAt;
    for (int from = 0; from < sent.size(); from += 7) {
      for (int to = from; to < sent.size(); to += 13) {
        double window = (sent.get(to) - sent.get(from)) / 1e9;
        assertThat(to - from + 1.0).isLessThanOrEqualTo(burst + perSecond * window + 1e-3);
      }
    }
  }

  @Property(tries = 60)
  void neverIdleWhilePermitsAndRowsExist(
      @ForAll @IntRange(min = 1, max = 200) int atOnce,
      @ForAll @DoubleRange(min = 1, max = 3_000) double latency,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Behaviour open = Behaviour.requests(1e6, 1e6).latency(latency);
    Simulation run = new Simulation(Limits.concurrent(atOnce), open, 10, seed);
    int rows = atOnce * 20;
    run.rows(TASK, rows, null);
    double rounds = run.run().toNanos() / 1e6 / (latency * 1.1 + 5);

    // Twenty full rounds, and what doubling from a low start costs.
    assertThat(rounds).isLessThanOrEqualTo(20 + 7);
  }

  @Property(tries = 60)
  void aSilentProvidersLimitIsFoundAndUsed(
      @ForAll @DoubleRange(min = 100, max = 1_000) double perSecond,
      @ForAll @DoubleRange(min = 0.5, max = 3) double burstSeconds,
      @ForAll @DoubleRange(min = 10, max = 500) double latency,
      @ForAll boolean tellsTheWait,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Behaviour silent =
        Behaviour.requests(perSecond, perSecond * burstSeconds)
            .latency(latency)
            .retryAfter(tellsTheWait ? -1 : 0);
    Used used = use(silent, perSecond, perSecond * burstSeconds, atOnce(perSecond, latency), seed);

    assertThat(used.share()).as("%s", used).isGreaterThanOrEqualTo(0.95);
    assertThat(used.refusedShare()).as("%s", used).isLessThanOrEqualTo(0.01);
  }

  @Property(tries = 60)
  void aTellingProvidersLimitIsKept(
      @ForAll @DoubleRange(min = 100, max = 1_000) double perSecond,
      @ForAll @DoubleRange(min = 0.5, max = 3) double burstSeconds,
      @ForAll @DoubleRange(min = 10, max = 500) double latency,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Behaviour telling =
        Behaviour.requests(perSecond, perSecond * burstSeconds).latency(latency).telling();
    Used used = use(telling, perSecond, perSecond * burstSeconds, atOnce(perSecond, latency), seed);

    assertThat(used.share()).as("%s", used).isGreaterThanOrEqualTo(0.98);
    assertThat(used.refusedShare()).as("%s", used).isLessThanOrEqualTo(0.005);
  }

  @Property(tries = 60)
  void aConfiguredLimitIsUsedAndNothingRefused(
      @ForAll @IntRange(min = 3_000, max = 60_000) int perMinute,
      @ForAll @DoubleRange(min = 10, max = 500) double latency,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    double perSecond = perMinute / 60.0;
    Limits limits =
        new Limits(OptionalLong.of(perMinute), OptionalLong.empty(), atOnce(perSecond, latency));
    Used used =
        use(
            Behaviour.requests(perSecond, perSecond).latency(latency),
            perSecond,
            perSecond,
            limits,
            seed);

    assertThat(used.share()).as("%s", used).isGreaterThanOrEqualTo(0.98);
    assertThat(used.refused()).as("%s", used).isZero();
  }

  @Property(tries = 40)
  void aTokenLimitIsKeptThoughTheEstimateIsWrong(
      @ForAll @IntRange(min = 20, max = 500) int tokens,
      @ForAll @DoubleRange(min = 10, max = 500) double latency,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    double perSecond = 100;
    Behaviour telling =
        Behaviour.requests(10_000, 10_000).tokens(perSecond * tokens).latency(latency).telling();
    Simulation run =
        new Simulation(Limits.concurrent(atOnce(perSecond, latency)), telling, tokens, seed);
    run.rows(TASK, (int) (perSecond * SECONDS), null);
    double seconds = run.run().toNanos() / 1e9;

    assertThat(run.servedTokens() / (tokens * perSecond * (seconds + 1))).isGreaterThan(0.96);
    assertThat(run.refused()).isLessThanOrEqualTo(15);
  }

  @Property(tries = 30)
  void nobodyCallsBeforeThePauseIsOver(
      @ForAll @DoubleRange(min = 0.5, max = 60) double retryAfter,
      @ForAll boolean headers,
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Behaviour strict = Behaviour.requests(20, 20);
    Behaviour said = (headers ? strict.telling() : strict).retryAfter(retryAfter);
    Simulation run = new Simulation(Limits.concurrent(200), said, 10, seed);
    run.rows(TASK, 300, null);
    run.run();

    for (var pause : run.pauses) {
      assertThat(run.sentAt).noneMatch(sent -> sent > pause.get1() && sent < pause.get2());
    }
  }

  @Property(tries = 500)
  void noWordAboutALimitMakesAModelStandStill(
      @ForAll @LongRange(min = 0) long limit,
      @ForAll @LongRange(min = 0) long remaining,
      @ForAll @LongRange(min = 0) long resetSeconds,
      @ForAll boolean ofTokens,
      @ForAll @IntRange(min = 1, max = 200) int inFlight) {
    Told.Quota quota = new Told.Quota(limit, remaining, Duration.ofSeconds(resetSeconds));
    Told told =
        ofTokens
            ? new Told(Optional.empty(), Optional.of(quota))
            : new Told(Optional.of(quota), Optional.empty());
    Turnstile turnstile = new Turnstile(Limits.concurrent(200), new Breaker(0), () -> 1, 0);
    for (int i = 0; i < 400; i++) {
      turnstile.enter(new Ticket(TASK, 1_000, () -> {}));
    }
    long now = 0;
    List<Ticket> sent = new ArrayList<>();
    while (sent.size() < inFlight) {
      Ticket call = turnstile.next(now);
      if (call == null) {
        now += Math.max(1, Math.min(turnstile.waitNanos(now), 1_000_000));
        if (!sent.isEmpty() && turnstile.waitNanos(now) == Turnstile.UNTIL_A_CALL_ENDS) {
          break;
        }
      } else {
        sent.add(call);
      }
    }
    for (Ticket call : sent) {
      turnstile.answered(call, 1_000, told, now);
      turnstile.ended();
    }
    for (int i = 0; i < 20; i++) {
      long wait = turnstile.waitNanos(now);
      assertThat(wait).isBetween(0L, Duration.ofMinutes(1).toNanos());
      now += wait;
      Ticket next = Objects.requireNonNull(turnstile.next(now));
      turnstile.answered(next, 1_000, told, now);
      turnstile.ended();
    }
  }

  @Property(tries = 200)
  void noWaitThatIsToldOverflows(
      @ForAll long seconds, @ForAll @LongRange(min = -4_000_000_000_000_000_000L) long now) {
    long start = Math.min(now, 4_000_000_000_000_000_000L);
    Pause pause = new Pause(() -> 1, start);
    pause.told(Duration.ofSeconds(seconds), start);

    assertThat(pause.waitNanos(start))
        .isBetween(0L, Duration.ofDays(1_000).plusSeconds(1).toNanos());
    assertThat(pause.waitNanos(start) > 0).isEqualTo(seconds > 0);
  }

  @Property(tries = 200)
  void turnsAreSharedBetweenWorkspacesThenTasks(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 8) Integer> arrivals) {
    FairLine line = new FairLine();
    List<Ticket> all = new ArrayList<>();
    for (int who : arrivals) {
      Ticket ticket = new Ticket(new Claimant("w" + who / 3, "t" + who), 1, () -> {});
      all.add(ticket);
      line.add(ticket);
    }
    List<Ticket> served = new ArrayList<>();
    for (Ticket next = line.poll(); next != null; next = line.poll()) {
      served.add(next);
    }

    assertThat(served).containsExactlyInAnyOrderElementsOf(all);
    for (Ticket ticket : all) {
      // Ahead of it in its own task, and as many turns of every other task of its workspace, and
      // of every other workspace.
      long own =
          all.subList(0, all.indexOf(ticket)).stream()
                  .filter(other -> other.claimant.equals(ticket.claimant))
                  .count()
              + 1;
      long tasks =
          all.stream()
              .filter(other -> other.claimant.workspace().equals(ticket.claimant.workspace()))
              .map(other -> other.claimant.task())
              .distinct()
              .count();
      long workspaces = all.stream().map(other -> other.claimant.workspace()).distinct().count();
      assertThat(served.indexOf(ticket)).isLessThan((int) (own * tasks * workspaces));
    }
  }

  /// Of what the provider would have let through from the first call to the last.
  private record Used(double share, double refusedShare, long refused, double seconds) {}

  private static int atOnce(double perSecond, double latencyMillis) {
    return (int) Math.max(64, 3 * perSecond * latencyMillis / 1000);
  }

  private static Used use(Behaviour behaviour, double rate, double burst, int atOnce, long seed) {
    return use(behaviour, rate, burst, Limits.concurrent(atOnce), seed);
  }

  private static Used use(
      Behaviour behaviour, double rate, double burst, Limits limits, long seed) {
    Simulation run = new Simulation(limits, behaviour, 100, seed);
    int rows = (int) (rate * SECONDS);
    run.rows(TASK, rows, null);
    run.run();
    double seconds = (run.sentAt.getLast() - run.sentAt.getFirst()) / 1e9;
    return new Used(
        rows / (rate * seconds + burst), run.refused() / (double) rows, run.refused(), seconds);
  }
}
