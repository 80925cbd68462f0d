package dev.bulkgpt.run;

import dev.bulkgpt.model.Budget;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.workflow.BoundWorkflow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A task's rows in this process: its workflow made ready, and the way to stop them. Once stopped
/// it stays so; a resumed task gets a new one.
final class RunningTask {

  private final String id;
  private final BoundWorkflow workflow;
  private final Budget budget;
  private final Consumer<Pause> pause;
  private final Set<RowGate> rows = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /// @param pause pauses the task in the database
  RunningTask(String id, BoundWorkflow workflow, Budget budget, Consumer<Pause> pause) {
    this.id = id;
    this.workflow = workflow;
    this.budget = budget;
    this.pause = pause;
  }

  String id() {
    return id;
  }

  BoundWorkflow workflow() {
    return workflow;
  }

  Budget budget() {
    return budget;
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

  /// No call can be made until a person acts: pauses the task; no row is touched.
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
