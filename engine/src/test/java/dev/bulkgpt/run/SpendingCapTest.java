package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Price;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred tasks with prices, sizes and concurrencies of their own, each capped at a share of
/// what it costs: what was spent is judged by the provider's accounts.
class SpendingCapTest {

  private static final int RUNS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  private final List<Run> runs = new ArrayList<>();
  private Workbench bench;

  /// @param longest the longest answer in tokens; the workflow limits it when it says so
  private record Run(
      String id, PricedProvider provider, int places, int rows, int longest, boolean limited) {

    static Run random(int number) {
      Random random = new Random(number);
      int longest = 1 + random.nextInt(2_000);
      return new Run(
          "t" + number,
          new PricedProvider(number, longest, number % 4 == 0 ? 0.3 : 0),
          1 + random.nextInt(12),
          5 + random.nextInt(60),
          longest,
          random.nextBoolean());
    }

    String price() {
      Random random = new Random(id.hashCode());
      return "%s/m: {input: %d.%03d, cached_input: 0.%09d, output: %d.01}\n"
          .formatted(
              id,
              random.nextInt(20),
              random.nextInt(1_000),
              random.nextInt(1_000_000_000),
              random.nextInt(80));
    }

    Workflow workflow() {
      return Workbench.workflow(
          "name: w\nsteps:\n  - id: s\n    prompt: {model: %s/m, user: \"{{text}}\"%s}\n"
              .formatted(id, limited ? ", max_output_tokens: " + longest : ""));
    }

    String csv() {
      Random random = new Random(rows);
      StringBuilder csv = new StringBuilder("text\n");
      for (int row = 0; row < rows; row++) {
        csv.append(row).append(" word".repeat(random.nextInt(40))).append('\n');
      }
      return csv.toString();
    }
  }

  @BeforeEach
  void start() throws IOException {
    Map<String, Models.Endpoint> endpoints = new HashMap<>();
    Prices prices = Prices.builtIn();
    for (int number = 1; number <= RUNS; number++) {
      Run run = Run.random(number);
      runs.add(run);
      prices = prices.with(run.price());
      endpoints.put(run.id(), new Models.Endpoint(run.provider(), Limits.concurrent(run.places())));
    }
    bench = new Workbench(directory, endpoints, prices);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void theCapIsKeptAndRaisingItRepeatsNoCall() throws IOException {
    for (Run run : runs) {
      bench.submit(run.id(), run.workflow(), run.csv(), Optional.of(capOf(run)));
    }
    runs.forEach(run -> awaitSettled(run.id()));
    long paused = runs.stream().filter(run -> isPausedByBudget(bench.task(run.id()))).count();
    assertThat(paused).isGreaterThan(RUNS / 2);
    for (Run run : runs) {
      assertSpendIsKept(run);
    }

    for (Run run : runs) {
      bench.engine.cap(run.id(), Optional.empty());
      bench.engine.open(run.id(), bench.task(run.id()).selection(), false);
    }
    for (Run run : runs) {
      awaitSettled(run.id());
      Task task = bench.task(run.id());
      assertThat(task.state()).as(run.id()).isEqualTo(TaskState.COMPLETED);
      assertThat(task.counts().succeeded()).isEqualTo(run.rows());
      assertThat(run.provider().paidAgain()).as("paid again in %s", run.id()).isZero();
      assertThat(task.spend().costNanoUsd()).isEqualTo(billed(run));
      assertThat(task.spend().calls()).isEqualTo(run.provider().bills().size());
    }
  }

  private void assertSpendIsKept(Run run) {
    // A pause is told while calls are in flight: they are committed a little later.
    soon()
        .untilAsserted(
            () -> assertThat(bench.task(run.id()).spend().costNanoUsd()).isEqualTo(billed(run)));
    Task task = bench.task(run.id());
    long cap = task.maxCost().orElseThrow().nanoUsd();
    long beyondEstimates =
        run.provider().bills().stream()
            .map(bill -> costOf(run, bill) - estimateOf(bill))
            .filter(excess -> excess > 0)
            .sorted(Comparator.reverseOrder())
            .limit(run.places())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(billed(run)).as(run.toString()).isLessThanOrEqualTo(cap + beyondEstimates);
    assertThat(task.counts().failed()).isZero();
    if (run.limited()) {
      assertThat(billed(run)).as("every estimate was an upper bound").isLessThanOrEqualTo(cap);
    }
  }

  /// A share of what the whole task will cost.
  private Money capOf(Run run) {
    Random random = new Random(run.id().hashCode());
    long estimate = price(run).of(new Usage(25L * run.rows(), 0, run.longest() / 2L * run.rows()));
    return Money.ofNanoUsd(1 + (long) (estimate * random.nextDouble()));
  }

  private Price price(Run run) {
    return bench.models.prices().of(new ModelId(run.id(), "m")).orElseThrow();
  }

  private long billed(Run run) {
    return run.provider().bills().stream().mapToLong(bill -> costOf(run, bill)).sum();
  }

  private long costOf(Run run, PricedProvider.Billed bill) {
    return price(run).of(bill.usage());
  }

  private long estimateOf(PricedProvider.Billed bill) {
    return bench.models.likelyCost(bill.request()).orElseThrow();
  }

  private static boolean isPausedByBudget(Task task) {
    return task.pause()
        .filter(pause -> pause.reason() == Pause.Reason.BUDGET)
        .filter(pause -> pause.code().equals(Optional.of(ErrorCode.BUDGET_EXCEEDED)))
        .isPresent();
  }

  private void awaitSettled(String id) {
    soon().until(() -> bench.task(id).state().isSettled());
  }

  private static ConditionFactory soon() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO);
  }
}
