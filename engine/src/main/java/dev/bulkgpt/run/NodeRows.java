package dev.bulkgpt.run;

import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The tasks whose rows run in this process, each made ready once: templates compiled, classifiers
/// fitted.
final class NodeRows {

  private final TaskStore tasks;
  private final WorkflowReader reader;
  private final RowTools tools;
  private final Map<String, RunningTask> running = new ConcurrentHashMap<>();
  private volatile boolean closing;

  NodeRows(TaskStore tasks, WorkflowReader reader, RowTools tools) {
    this.tasks = tasks;
    this.reader = reader;
    this.tools = tools;
  }

  RowTools tools() {
    return tools;
  }

  /// The task made ready; the first chunk of it waits here for that.
  RunningTask task(Task task) {
    RunningTask ready =
        running.compute(
            task.id(),
            (id, present) -> present != null && present.isOpen() ? present : makeReady(task));
    if (closing) {
      ready.stop();
    }
    return ready;
  }

  /// Stops a task's rows here, if any run.
  void stop(String id) {
    RunningTask task = running.remove(id);
    if (task != null) {
      task.stop();
    }
  }

  /// Stops all rows; calls in flight go on.
  void stopAll() {
    closing = true;
    running.values().forEach(RunningTask::stop);
  }

  /// Ends calls in flight too.
  void abortAll() {
    running.values().forEach(RunningTask::abort);
  }

  private RunningTask makeReady(Task task) {
    Workflow workflow =
        reader
            .read(task.workflow())
            .workflow()
            .orElseThrow(
                () -> new IllegalStateException("a stored workflow no longer reads: " + task.id()));
    BoundWorkflow bound = workflow.bind(task.header(), tools.models()::classifier);
    return new RunningTask(
        new Claimant(task.origin().workspaceId(), task.id()),
        bound,
        new ErrorRate(tools.rules().errorRatePause()),
        reason -> halt(task.id(), reason));
  }

  private void halt(String id, Pause reason) {
    tasks.pause(id, reason);
  }
}
