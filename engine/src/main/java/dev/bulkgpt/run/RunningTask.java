package dev.bulkgpt.run;

import dev.bulkgpt.model.Budget;
import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.task.AnswerStore.Place;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult.RowError;
import dev.bulkgpt.workflow.BoundStep;
import dev.bulkgpt.workflow.BoundWorkflow;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A task's rows in this process: its workflow made ready, and the way to stop them. Once stopped
/// it stays so; a resumed task gets a new one.
final class RunningTask {

  private final Claimant claimant;
  private final BoundWorkflow workflow;
  private final Answers answers;
  private final Map<String, Place> places;
  private final Brakes brakes;
  private final RowThreads threads;
  private final Set<RowGate> rows = ConcurrentHashMap.newKeySet();
  private final NavigableSet<Long> underWay = new ConcurrentSkipListSet<>();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicInteger expected = new AtomicInteger();
  private final Disputes disputes;
  private final AtomicInteger chunks = new AtomicInteger();
  private volatile boolean stopping;

  /// @param claimant the task, and its workspace
  /// @param brakes what may stop it
  /// @param threads for its rows
  RunningTask(
      Claimant claimant,
      BoundWorkflow workflow,
      Answers answers,
      Brakes brakes,
      RowThreads threads) {
    this.claimant = claimant;
    this.workflow = workflow;
    this.answers = answers;
    this.brakes = brakes;
    this.threads = threads;
    disputes = new Disputes(this::halt, new Begun(), brakes.answersBefore());
    places = places(claimant.task(), workflow);
  }

  String id() {
    return claimant.task();
  }

  Claimant claimant() {
    return claimant;
  }

  BoundWorkflow workflow() {
    return workflow;
  }

  Answers answers() {
    return answers;
  }

  RowThreads threads() {
    return threads;
  }

  Budget budget() {
    return brakes.budget();
  }

  /// Which providers answered it.
  Heard heard() {
    return brakes.heard();
  }

  /// Rows that wait for their neighbours' fate.
  Disputes disputes() {
    return disputes;
  }

  /// Where a step's answers stand among the results.
  Place place(BoundStep step) {
    return Objects.requireNonNull(places.get(step.id()));
  }

  private static Map<String, Place> places(String id, BoundWorkflow workflow) {
    Map<String, Place> places = new HashMap<>();
    int end = workflow.columns().names().size();
    int first = workflow.steps().getFirst().firstColumn();
    for (BoundStep step : workflow.steps().reversed()) {
      places.put(
          step.id(),
          new Place(id, step.id(), step.firstColumn() - first, end - step.firstColumn()));
      end = step.firstColumn();
    }
    return places;
  }

  boolean isOpen() {
    return !stopping;
  }

  void chunkBegins() {
    chunks.incrementAndGet();
  }

  void chunkEnds() {
    chunks.decrementAndGet();
  }

  /// Stopped, and nothing of it runs here any more.
  boolean isOver() {
    return stopping && chunks.get() == 0;
  }

  /// So many rows are in line; each is to be followed by [#over].
  void expect(int more) {
    expected.addAndGet(more);
  }

  /// A row begins.
  ///
  /// @return its number in the order of beginning
  long enter(RowGate row) {
    long start = begun.getAndIncrement();
    underWay.add(start);
    rows.add(row);
    if (stopping) {
      row.stop();
    }
    return start;
  }

  /// It has ended, or is held.
  void leave(RowGate row, long start) {
    rows.remove(row);
    underWay.remove(start);
  }

  /// A row that was expected is no longer.
  void over() {
    disputes.ended(expected.decrementAndGet() == 0);
  }

  private final class Begun implements Disputes.UnderWay {
    @Override
    public long earliest() {
      Long first = underWay.ceiling(0L);
      return first == null ? Long.MAX_VALUE : first;
    }

    @Override
    public int count() {
      return rows.size();
    }

    @Override
    public long begun() {
      return begun.get();
    }
  }

  /// A row failed by no fault of its own.
  void failed(long start, RowError error) {
    brakes.errors().failed(start, begun.get(), error).ifPresent(this::halt);
  }

  /// No call can be made until a person acts: pauses the task; no row is touched.
  void halt(Pause reason) {
    if (!stopping) {
      brakes.pause().accept(reason);
    }
    stop();
  }

  /// No call starts any more; waiting rows end at once, calls in flight end by themselves.
  void stop() {
    stopping = true;
    rows.forEach(RowGate::stop);
    disputes.stop();
  }

  /// Ends calls in flight too.
  void abort() {
    stop();
    rows.forEach(RowGate::abort);
  }
}
