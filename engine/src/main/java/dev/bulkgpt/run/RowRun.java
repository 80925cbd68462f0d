package dev.bulkgpt.run;

import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.Entry.StepEntry;
import dev.bulkgpt.task.Learned;
import dev.bulkgpt.task.RowResult;
import dev.bulkgpt.task.RowResult.RowError;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.StepResult;
import dev.bulkgpt.workflow.BoundStep;
import dev.bulkgpt.workflow.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One row through its steps, on a thread of its own.
///
/// A step whose result is saved is not run again. A paid step that is not the last is committed
/// before the next one starts; the last one's result is committed with the row. Ends in one of two
/// ways: finished, or stopped with nothing changed but what is committed.
final class RowRun {

  /// A row's result before it is committed.
  ///
  /// @param fresh the spend the ledger does not hold yet
  /// @param savedSteps this run saved steps of the row
  /// @param held to be released at the commit
  /// @param fault it failed by no fault of its own
  /// @param dispute why it should not be committed yet
  record Finished(
      RowResult result,
      Learned learned,
      Spend fresh,
      boolean savedSteps,
      Held held,
      boolean fault,
      Optional<StepEnd.Disputed> dispute) {}

  private final RunningTask task;
  private final RowTools tools;
  private final RowGate gate;
  private final OpenRow open;
  private final Row row;
  private final long startedAt;
  private int attempts;
  private Spend spend;
  private Spend fresh = Spend.NONE;
  private Held held = Held.NOTHING;
  private Learned learned = Learned.NOTHING;
  private boolean ran;
  private boolean savedSteps;
  private boolean fault;
  private Optional<StepEnd.Disputed> dispute = Optional.empty();

  RowRun(RunningTask task, RowTools tools, RowGate gate, OpenRow open) {
    this.task = task;
    this.tools = tools;
    this.gate = gate;
    this.open = open;
    row = task.workflow().columns().row(open.input().cells());
    spend = open.stoppedSpend();
    startedAt = tools.nanoTime().getAsLong();
  }

  /// @return empty when stopped
  Optional<Finished> run() throws InterruptedException {
    if (open.savedSteps().isEmpty() && task.workflow().isEmpty(open.input().cells())) {
      tools.models().notes().add(EmptyRowNote.of(task.workflow().askedNames()));
      return finished(RowStatus.SKIPPED, Optional.empty());
    }
    List<BoundStep> steps = task.workflow().steps();
    for (int i = 0; i < steps.size(); i++) {
      BoundStep step = steps.get(i);
      StepResult saved = open.savedSteps().get(step.id());
      StepEnd end = saved == null ? run(step, i == steps.size() - 1) : restore(saved);
      switch (end) {
        case StepEnd.Ran(List<String> cells) -> row.fill(step.firstColumn(), cells);
        case StepEnd.NotRun() -> {}
        case StepEnd.Skipped() -> {
          return finished(RowStatus.SKIPPED, Optional.empty());
        }
        case StepEnd.Disputed disputed -> {
          dispute = Optional.of(disputed);
          return finished(
              RowStatus.FAILED,
              Optional.of(new RowError(disputed.code(), step.id(), disputed.message())));
        }
        case StepEnd.Failed failed -> {
          fault = failed.fault();
          return finished(
              RowStatus.FAILED,
              Optional.of(new RowError(failed.code(), step.id(), failed.message())));
        }
        case StepEnd.Halted halted -> {
          task.halt(halted.reason());
          return Optional.empty();
        }
        case StepEnd.Stopped() -> {
          return Optional.empty();
        }
      }
    }
    return finished(ran ? RowStatus.SUCCEEDED : RowStatus.SKIPPED, Optional.empty());
  }

  /// What was paid and the ledger does not hold yet.
  Spend fresh() {
    return fresh;
  }

  private StepEnd restore(StepResult saved) {
    ran = true;
    learned = learned.plus(saved.learned());
    if (!open.isCounted(saved)) {
      attempts += saved.attempts();
      spend = spend.plus(saved.spend());
    }
    return new StepEnd.Ran(saved.cells());
  }

  private StepEnd run(BoundStep step, boolean last) throws InterruptedException {
    return switch (step.decide(row)) {
      case BoundStep.Decision.Run() -> attempt(step, last);
      case BoundStep.Decision.Pass() -> new StepEnd.NotRun();
      case BoundStep.Decision.Fail(var reject) ->
          new StepEnd.Failed(reject.code(), reject.message(), false);
    };
  }

  private StepEnd attempt(BoundStep step, boolean last) throws InterruptedException {
    ran = true;
    StepRun run = new StepRun(step, row, task, tools, gate);
    StepEnd end;
    try {
      end = run.run();
    } finally {
      attempts += run.attempts();
      spend = spend.plus(run.spend());
      fresh = fresh.plus(run.spend());
    }
    learned = learned.plus(run.learned());
    if (end instanceof StepEnd.Ran(List<String> cells) && !last && run.spend().calls() > 0) {
      return saved(step, cells, run) ? end : new StepEnd.Stopped();
    }
    held = run.held();
    return end;
  }

  /// Commits a paid step before the row goes on, and waits for it.
  private boolean saved(BoundStep step, List<String> cells, StepRun run)
      throws InterruptedException {
    StepResult result =
        new StepResult(
            open.input().number(),
            step.id(),
            cells,
            open.retryRound(),
            run.attempts(),
            run.spend(),
            latencyMs(),
            run.learned());
    CompletableFuture<Boolean> commit = new CompletableFuture<>();
    tools
        .ledger()
        .submit(
            new StepEntry(task.id(), result, fresh),
            durable -> {
              run.held().release(open.input().number(), durable);
              commit.complete(durable);
            });
    fresh = Spend.NONE;
    savedSteps = true;
    return commit.join();
  }

  private Optional<Finished> finished(RowStatus status, Optional<RowError> error) {
    List<String> added = row.cells(open.input().cells().length);
    RowResult result =
        new RowResult(open.input().number(), status, added, error, attempts, spend, latencyMs());
    return Optional.of(new Finished(result, learned, fresh, savedSteps, held, fault, dispute));
  }

  private long latencyMs() {
    return Duration.ofNanos(tools.nanoTime().getAsLong() - startedAt).toMillis();
  }
}
