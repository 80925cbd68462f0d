package dev.bulkgpt.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StepEntry;
import dev.bulkgpt.task.RowResult.RowError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UseType;
import net.jqwik.api.constraints.UseTypeMode;

/// Whatever comes in, in whatever order and however often: the first result of a round stands, and
/// counts and spend are those of what stands. Told by a model that is a map.
class LedgerProperties {

  private static final int ROWS = 6;
  private static final Usage USAGE = new Usage(10, 2, 5);

  /// One thing that happens.
  ///
  /// @param row 0 lets the failed rows run again, else a row
  record Event(
      @IntRange(max = ROWS) int row,
      What what,
      @IntRange(min = 1, max = 900) int cost,
      boolean twice) {}

  enum What {
    SUCCEEDS,
    FAILS,
    IS_SKIPPED,
    PAYS_A_STEP
  }

  /// What must stand.
  private static final class Model {
    final Map<Long, RowStatus> status = new HashMap<>();
    final Map<Long, String> cell = new HashMap<>();
    final Map<Long, Integer> round = new HashMap<>();
    final Set<Long> steps = new HashSet<>();
    long cost;
    int calls;

    boolean accepts(long row, int retryRound) {
      return !status.containsKey(row)
          || (status.get(row) == RowStatus.FAILED && round.getOrDefault(row, 0) < retryRound);
    }

    void spend(int nano) {
      cost += nano;
      calls++;
    }

    long count(RowStatus wanted) {
      return status.values().stream().filter(wanted::equals).count();
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whatStandsIsTheFirstOfItsRoundAndIsCountedOnce(
      @ForAll @Size(max = 40) List<@UseType(UseTypeMode.CONSTRUCTORS) Event> events)
      throws IOException {
    Path directory = Files.createTempDirectory("ledger-");
    try (Database database = new Database(DatabaseSettings.sqlite(directory.resolve("l.db")));
        StoreFixture store = new StoreFixture(database, 10)) {
      Model model = new Model();
      for (int i = 0; i < events.size(); i++) {
        happen(store, model, events.get(i), "v" + i);
      }
      compare(store, model);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void happen(StoreFixture store, Model model, Event event, String value) {
    if (event.row() == 0) {
      store.window.open(store.id, Selection.ALL, true);
      return;
    }
    int round = store.task().retryRound();
    Spend spend = new Spend(1, USAGE, event.cost(), 0, 0);
    List<Entry> batch = new ArrayList<>();
    batch.add(
        event.what() == What.PAYS_A_STEP
            ? step(store, model, event, value, spend)
            : row(store, model, event, value, spend, round));
    if (event.twice()) {
      batch.addAll(List.copyOf(batch));
    }
    store.ledger.append(batch);
  }

  private static Entry step(
      StoreFixture store, Model model, Event event, String value, Spend spend) {
    if (model.steps.add((long) event.row())) {
      model.spend(event.cost());
    }
    return new StepEntry(
        store.id,
        new StepResult(event.row(), "s", List.of(value), 0, 1, spend, 1, Learned.NOTHING),
        spend);
  }

  private static Entry row(
      StoreFixture store, Model model, Event event, String value, Spend spend, int round) {
    long row = event.row();
    RowStatus status =
        switch (event.what()) {
          case SUCCEEDS -> RowStatus.SUCCEEDED;
          case FAILS -> RowStatus.FAILED;
          case IS_SKIPPED, PAYS_A_STEP -> RowStatus.SKIPPED;
        };
    Standing standing = store.ledger.standing(store.id, new ChunkSpan(0, 1, 10, 0, 1), round);
    boolean replaces = standing.failedRound(row).isPresent();
    boolean hadSteps = !standing.savedSteps(row).isEmpty();
    if (model.accepts(row, round)) {
      model.status.put(row, status);
      model.cell.put(row, value);
      model.round.put(row, round);
      model.spend(event.cost());
      if (status != RowStatus.FAILED) {
        model.steps.remove(row);
      }
    }
    Optional<RowError> error =
        status == RowStatus.FAILED
            ? Optional.of(new RowError(ErrorCode.TIMEOUT, "s", "late"))
            : Optional.empty();
    return new RowEntry(
        store.id,
        new RowResult(row, status, List.of(value), error, 1, spend, 1),
        round,
        replaces,
        hadSteps,
        Learned.NOTHING,
        spend);
  }

  private static void compare(StoreFixture store, Model model) {
    Map<Long, String> cells = new HashMap<>();
    Ledger.ResultCursor results = store.ledger.results(store.id);
    for (long row = 1; row <= ROWS; row++) {
      long number = row;
      results.at(row).ifPresent(it -> cells.put(number, it.cells().getFirst()));
    }
    assertThat(cells).isEqualTo(model.cell);
    Task task = store.task();
    assertThat(task.counts().succeeded()).isEqualTo(model.count(RowStatus.SUCCEEDED));
    assertThat(task.counts().failed()).isEqualTo(model.count(RowStatus.FAILED));
    assertThat(task.counts().skipped()).isEqualTo(model.count(RowStatus.SKIPPED));
    assertThat(task.spend().costNanoUsd()).isEqualTo(model.cost);
    assertThat(task.spend().calls()).isEqualTo(model.calls);
  }
}
