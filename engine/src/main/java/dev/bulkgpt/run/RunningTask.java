package dev.bulkgpt.run;

import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult;
import dev.bulkgpt.workflow.BoundWorkflow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A task's rows in this process: its workflow made ready, and the way to stop them. Once stopped
/// it stays so; a resumed task gets a new one.
final class RunningTask {

  private final Claimant claimant;
  private final BoundWorkflow workflow;
  private final ErrorRate errors;
  private final Consumer<Pause> pause;
  private final Set<RowGate> rows = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /// @param claimant the task, and its workspace
  /// @param errors watches its rows
  /// @param pause pauses the task in the database
  RunningTask(Claimant claimant, BoundWorkflow workflow, ErrorRate errors, Consumer<Pause> pause) {
    this.claimant = claimant;
    this.workflow = workflow;
    this.errors = errors;
    this.pause = pause;
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

  boolean isOpen() {
    return !stopping;
  }

  void enter(RowGate row) {
    rows.add(row);
    if (stopping) {
      row.stop();
    }
  }

  void leave(RowGate row) {
    rows.remove(row);
  }

  /// A row has its result.
  void finished(RowResult row) {
    errors.finished(row.error()).ifPresent(this::halt);
  }

  /// The provider will answer nobody until a person acts: pauses the task; no row is touched.
  void halt(Pause reason) {
    if (!stopping) {
      pause.accept(reason);
    }
    stop();
  }

  /// No call starts any more; waiting rows end at once, calls in flight end by themselves.
  void stop() {
    stopping = true;
    rows.forEach(RowGate::stop);
  }

  /// Ends calls in flight too.
  void abort() {
    stop();
    rows.forEach(RowGate::abort);
  }
}
