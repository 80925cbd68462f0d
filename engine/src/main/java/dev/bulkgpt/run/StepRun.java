package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.Learned;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.workflow.BoundStep;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Row;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One step on one row: attempts until it is done, rejected, out of tries, or stopped.
final class StepRun {

  private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);
  private static final StepEnd STOPPED = new StepEnd.Stopped();

  /// What a row that is rejected is not to blame for.
  private static final Set<ErrorCode> BLAMELESS =
      EnumSet.of(ErrorCode.INTERNAL, ErrorCode.HTTP_ERROR);

  private final BoundStep step;
  private final Row row;
  private final RunningTask task;
  private final RowTools tools;
  private final RowGate gate;
  private int attempts;
  private Spend spend = Spend.NONE;
  private Held held = Held.NOTHING;
  private Learned learned = Learned.NOTHING;

  StepRun(BoundStep step, Row row, RunningTask task, RowTools tools, RowGate gate) {
    this.step = step;
    this.row = row;
    this.task = task;
    this.tools = tools;
    this.gate = gate;
  }

  /// @throws InterruptedException when the row's thread was told to end
  StepEnd run() throws InterruptedException {
    Tries tries = new Tries(tools.retry());
    while (true) {
      if (gate.clock().isOver()) {
        return overTime();
      }
      RowContext context = new RowContext(row, task.place(step), task, tools.models(), gate);
      Outcome outcome = attempt(context);
      switch (outcome) {
        case Outcome.Done(var cells) -> {
          held = context.takeHeld();
          learned = context.learned();
          return new StepEnd.Ran(cells);
        }
        case Outcome.Skip() -> {
          return new StepEnd.Skipped();
        }
        case Outcome.Reject(ErrorCode code, String message) -> {
          held = context.takeHeld();
          return new StepEnd.Failed(code, message, BLAMELESS.contains(code));
        }
        case Outcome.Dispute(var code, String message, String words, boolean halts) -> {
          held = context.takeHeld();
          return new StepEnd.Disputed(step.id(), code, message, words, halts);
        }
        case Outcome.Halt(ErrorCode code, String message) -> {
          return new StepEnd.Halted(Pause.of(code, message));
        }
        case Outcome.Retry retry -> {
          context.release();
          Optional<StepEnd> end = endInsteadOf(retry, tries);
          if (end.isPresent()) {
            return end.get();
          }
        }
      }
    }
  }

  /// Waits before the next attempt; how the step ends when there is none.
  private Optional<StepEnd> endInsteadOf(Outcome.Retry retry, Tries tries)
      throws InterruptedException {
    Optional<Duration> wait = tries.waitBefore(retry);
    if (wait.isEmpty()) {
      boolean fault = retry.code() != ErrorCode.INVALID_OUTPUT;
      return Optional.of(new StepEnd.Failed(retry.code(), retry.message(), fault));
    }
    return waited(wait.get()) ? Optional.empty() : Optional.of(STOPPED);
  }

  /// Executions of the step so far.
  int attempts() {
    return attempts;
  }

  /// What they cost, useless answers included.
  Spend spend() {
    return spend;
  }

  /// To be released when the step's result is committed.
  Held held() {
    return held;
  }

  /// To be kept with the step's result.
  Learned learned() {
    return learned;
  }

  private StepEnd overTime() {
    return new StepEnd.Failed(
        ErrorCode.TIMEOUT,
        "The row took longer than row_timeout_seconds allows (%d s)."
            .formatted(gate.clock().limit().toSeconds()),
        true);
  }

  private Outcome attempt(RowContext context) throws InterruptedException {
    attempts++;
    try {
      return step.ready().run(context);
    } catch (RuntimeException | Error e) {
      // Whatever it was, the row ends with it: tried again it would be paid again.
      LOG.error("step {} failed by a fault of ours", step.id(), Fault.of(e));
      return new Outcome.Reject(
          ErrorCode.INTERNAL, "A fault in the program itself; its log says more.");
    } finally {
      spend = spend.plus(context.spend());
    }
  }

  private boolean waited(Duration wait) throws InterruptedException {
    if (!gate.beginWait()) {
      return false;
    }
    return task.threads()
        .lend(() -> {
          Thread.sleep(wait);
          return gate.endWait();
        });
  }
}
