package dev.bulkgpt.run;

import dev.bulkgpt.model.Budget;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.task.AnswerStore;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tasks whose rows run in this process, each made ready once: templates compiled, classifiers
/// fitted.
final class NodeRows {

  private static final Logger LOG = LoggerFactory.getLogger(NodeRows.class);

  private final TaskStore tasks;
  private final AnswerStore answers;
  private final WorkflowReader reader;
  private final RowTools tools;
  private final Map<String, RunningTask> running = new ConcurrentHashMap<>();
  private volatile boolean closing;

  NodeRows(TaskStore tasks, AnswerStore answers, WorkflowReader reader, RowTools tools) {
    this.tasks = tasks;
    this.answers = answers;
    this.reader = reader;
    this.tools = tools;
  }

  RowTools tools() {
    return tools;
  }

  /// A chunk of the task begins; the first one waits here for the task to be made ready. To be
  /// followed by [#leave].
  RunningTask enter(Task task) {
    RunningTask ready =
        running.compute(
            task.id(),
            (id, present) -> {
              RunningTask open =
                  present != null && present.isOpen()
                      ? present
                      : makeReady(task, Optional.ofNullable(present).map(RunningTask::budget));
              open.chunkBegins();
              return open;
            });
    ready.budget().learn(task.spend().costNanoUsd());
    if (closing) {
      ready.stop();
    }
    return ready;
  }

  /// A chunk of the task has ended. A stopped task is forgotten with its last chunk, and not
  /// before: its budget knows of calls in flight that the ledger will learn of later.
  void leave(RunningTask task) {
    task.chunkEnds();
    forgetIfOver(task.id());
  }

  private void forgetIfOver(String id) {
    running.computeIfPresent(id, (_, task) -> task.isOver() ? null : task);
  }

  /// Another cap holds for a task from now on.
  void cap(String id, Optional<Money> cap) {
    RunningTask task = running.get(id);
    if (task != null) {
      task.budget().cap(cap);
    }
  }

  /// Stops a task's rows here, if any run.
  void stop(String id) {
    RunningTask task = running.get(id);
    if (task != null) {
      task.stop();
      forgetIfOver(id);
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

  /// @param before of the same task, stopped since
  private RunningTask makeReady(Task task, Optional<Budget> before) {
    Workflow workflow =
        reader
            .read(task.workflow())
            .workflow()
            .orElseThrow(
                () -> new IllegalStateException("a stored workflow no longer reads: " + task.id()));
    Budget budget =
        before.orElseGet(() ->
            new Budget(
                task.maxCost(),
                task.spend().costNanoUsd(),
                tools.models().mostCalls(workflow.models())));
    budget.cap(task.maxCost());
    BoundWorkflow bound = workflow.bind(task.header(), tools.models()::classifier);
    Answers known =
        new Answers(
            answers,
            task.origin().workspaceId(),
            new Questions(workflow.settings()),
            task.selection().count(task.inputRows()));
    known.load(task.id());
    return new RunningTask(
        new Claimant(task.origin().workspaceId(), task.id()),
        bound,
        known,
        new Brakes(
            budget,
            new ErrorRate(tools.rules().errorRatePause()),
            new Heard(task.counts().succeeded() > 0, tools.nanoTime()),
            task.counts().succeeded(),
            reason -> halt(task.id(), budget, reason)),
        RowThreads.forCalls(calls(workflow), () -> LogContext.enter(task)));
  }

  /// Steps that call nobody keep the cores busy and no more.
  private int calls(Workflow workflow) {
    return Math.max(
        tools.models().mostCalls(workflow.models()), Runtime.getRuntime().availableProcessors());
  }

  /// A cap that was raised meanwhile is not reached: the rows run again under the new one.
  private void halt(String id, Budget budget, Pause reason) {
    boolean paused =
        tasks.pause(
            id,
            reason,
            reason.reason() == Pause.Reason.BUDGET ? budget.exhausted() : Optional.empty());
    if (paused) {
      // Its words may repeat a cell; whoever may see the task sees them.
      LOG.warn("task {} is paused: {}", id, reason.code().map(ErrorCode::wireName).orElse(""));
    }
  }
}
