package dev.bulkgpt.app.metrics;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.limit.Limiter.Standing;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.store.Schedules;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.TaskState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an engine says of itself each time somebody looks: two small reads of the database and a
/// few numbers from memory. While the database is away its figures are missing and the others are
/// there.
public final class EngineFigures implements MultiCollector {

  private static final Logger LOG = LoggerFactory.getLogger(EngineFigures.class);

  private final Engine engine;
  private final Models models;

  /// @param models the engine's
  public EngineFigures(Engine engine, Models models) {
    this.engine = engine;
    this.models = models;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(rows());
    all.add(
        gauge("bulkgpt_ledger_queue", "Results that wait for their commit.")
            .dataPoint(point(Labels.EMPTY, engine.queuedResults()))
            .build());
    Map<ModelId, Standing> permits = models.limits();
    all.add(permits("permits_in_use", "Calls in flight.", permits, Standing::inFlight));
    all.add(permits("permits_limit", "Calls at once, as allowed now.", permits, Standing::window));
    all.add(permits("permits_waiting", "Calls without a permit.", permits, Standing::waiting));
    all.add(permits("provider_down", "1: no answers.", permits, it -> it.down() ? 1 : 0));
    try {
      all.add(tasks(engine.tasksByState()));
      all.add(executions(engine.scheduled()));
    } catch (RuntimeException e) {
      LOG.debug("the database gives no figures now", e);
    }
    return new MetricSnapshots(all);
  }

  private MetricSnapshot rows() {
    CounterSnapshot.Builder rows =
        CounterSnapshot.builder().name("bulkgpt_rows").help("Rows committed since the start.");
    for (RowStatus status : List.of(RowStatus.SUCCEEDED, RowStatus.FAILED, RowStatus.SKIPPED)) {
      rows.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("outcome", status.wireName()))
              .value((double) engine.rows(status))
              .build());
    }
    return rows.build();
  }

  private static MetricSnapshot permits(
      String what, String help, Map<ModelId, Standing> permits, ToLongFunction<Standing> of) {
    GaugeSnapshot.Builder gauge = gauge("bulkgpt_" + what, help);
    permits.entrySet().stream()
        .limit(CallMeters.MOST_MODELS)
        .forEach(entry ->
            gauge.dataPoint(
                point(
                    Labels.of(
                        "provider", entry.getKey().provider(), "model", entry.getKey().name()),
                    of.applyAsLong(entry.getValue()))));
    return gauge.build();
  }

  private static MetricSnapshot tasks(Map<TaskState, Long> counts) {
    GaugeSnapshot.Builder tasks = gauge("bulkgpt_tasks", "Tasks that are kept.");
    for (TaskState state : TaskState.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      tasks.dataPoint(point(Labels.of("state", name), counts.getOrDefault(state, 0L)));
    }
    return tasks.build();
  }

  private static MetricSnapshot executions(Schedules.Load load) {
    return gauge("bulkgpt_executions", "Chunks to run and tasks to finalize.")
        .dataPoint(point(Labels.of("state", "due"), load.due()))
        .dataPoint(point(Labels.of("state", "running"), load.running()))
        .dataPoint(point(Labels.of("state", "later"), load.later()))
        .build();
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(Labels labels, long value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value((double) value).build();
  }
}
