package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Estimator;
import dev.bulkgpt.run.estimate.Range;
import dev.bulkgpt.task.Ledger.ResultCursor;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Estimates are held against what the runs then cost, in 120 worlds: providers count, answer and
/// charge each in another way. Free answers that nobody limited have no form to go by; for them
/// only a sample tells.
class EstimateTest {

  private static final int WORLDS = 120;
  private static final int SAMPLE = 25;
  private static final double SHARE_TO_HIT = 0.9;

  @TempDir Path directory;

  private final List<World> worlds = IntStream.rangeClosed(1, WORLDS).mapToObj(World::new).toList();

  /// What came true.
  private record Outcome(World world, Range cost, double real) {
    boolean isHit() {
      return cost.low() <= real && real <= cost.high();
    }

    @Override
    public String toString() {
      return "%s: %.0f to %.0f, was %.0f".formatted(world, cost.low(), cost.high(), real);
    }
  }

  @Test
  void theRealCostLiesInTheRange() throws IOException {
    Prices prices = Prices.builtIn();
    Map<String, Models.Endpoint> endpoints = new HashMap<>();
    for (World world : worlds) {
      prices = prices.with(world.price);
      endpoints.put(world.id(), new Models.Endpoint(world, Limits.concurrent(8)));
    }
    List<Range> fromTheForm = new ArrayList<>();
    List<Range> measured = new ArrayList<>();
    try (Workbench bench = new Workbench(directory, endpoints, prices)) {
      for (World world : worlds) {
        bench.submit(
            world.id(),
            world.workflow(),
            world.csv(),
            new Selection.Spread(SAMPLE),
            Optional.empty());
      }
      awaitCompleted(bench);
      for (World world : worlds) {
        fromTheForm.add(cost(estimate(bench, world, Optional.empty())));
        measured.add(cost(estimate(bench, world, Optional.of(bench.results(world.id())))));
        bench.engine.open(world.id(), Selection.ALL, false);
      }
      awaitCompleted(bench);
      List<Outcome> form = outcomes(bench, fromTheForm);
      assertWidths(form);
      assertHits("from %d rows".formatted(SAMPLE), outcomes(bench, measured));
      assertHits("from the form", form.stream().filter(it -> it.world().hasForm()).toList());
    }
  }

  private static void assertWidths(List<Outcome> outcomes) {
    assertThat(outcomes)
        .allSatisfy(
            it -> assertThat(it.cost().high()).isLessThanOrEqualTo(3.000001 * it.cost().low()));
  }

  private static void assertHits(String basis, List<Outcome> outcomes) {
    assertWidths(outcomes);
    List<Outcome> missed = outcomes.stream().filter(it -> !it.isHit()).toList();
    double share = 1 - (double) missed.size() / outcomes.size();
    assertThat(share).as("%s, missed: %s", basis, missed).isGreaterThanOrEqualTo(SHARE_TO_HIT);
  }

  private List<Outcome> outcomes(Workbench bench, List<Range> costs) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < costs.size(); i++) {
      World world = worlds.get(i);
      outcomes.add(new Outcome(world, costs.get(i), bench.task(world.id()).spend().costNanoUsd()));
    }
    return outcomes;
  }

  private static Range cost(Estimate estimate) {
    assertThat(estimate.unpriced()).isEmpty();
    return estimate.total().costNanoUsd().orElseThrow();
  }

  private static Estimate estimate(Workbench bench, World world, Optional<ResultCursor> earlier) {
    Task task = bench.task(world.id());
    Workflow workflow = world.workflow();
    Estimator estimator =
        new Estimator(
            workflow, task.header(), bench.models.prices(), Map.of(), bench.models::classifier);
    try (InputStream in = bench.blobs.open(task.inputBlob(), 0)) {
      return estimator.estimate(
          RowReader.rows(in, task.header().size()), task.inputRows(), earlier);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitCompleted(Workbench bench) {
    for (World world : worlds) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollDelay(Duration.ZERO)
          .until(() -> bench.task(world.id()).state() == TaskState.COMPLETED);
    }
  }
}
