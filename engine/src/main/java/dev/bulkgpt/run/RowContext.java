package dev.bulkgpt.run;

import dev.bulkgpt.model.Budget;
import dev.bulkgpt.model.Budget.Leave;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.limit.Permit;
import dev.bulkgpt.task.AnswerStore.Place;
import dev.bulkgpt.task.Learned;
import dev.bulkgpt.workflow.CacheScope;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One attempt of a step on a row: what it asked, what that cost, and what it holds until the
/// result is committed.
final class RowContext implements StepContext {

  private static final Permit NONE = () -> {};
  private static final ModelFailure STOPPING = new ModelFailure.Unsent("the task is stopping");
  private static final Outcome STOPPED = Outcome.of(STOPPING);

  private final RunningTask task;
  private final Row row;
  private final Place place;
  private final Answers answers;
  private final Models models;
  private final RowGate gate;
  private final Budget budget;
  private final RowThreads threads;
  private Spend spend = Spend.NONE;
  private Permit permit = NONE;
  private Held held = Held.NOTHING;
  private Learned learned = Learned.NOTHING;

  /// @param place of the step
  RowContext(Row row, Place place, RunningTask task, Models models, RowGate gate) {
    this.task = task;
    this.row = row;
    this.place = place;
    answers = task.answers();
    budget = task.budget();
    threads = task.threads();
    this.models = models;
    this.gate = gate;
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public ModelAnswer ask(ModelRequest request) throws InterruptedException {
    release();
    OptionalLong estimate = budget.isCapped() ? models.likelyCost(request) : OptionalLong.of(0);
    if (estimate.isEmpty()) {
      return overBudget(models.prices().whyNoCap(Set.of(request.model())).orElseThrow());
    }
    if (!gate.beginWait()) {
      return STOPPING;
    }
    return switch (budget.reserve(estimate.getAsLong())) {
      case Leave.Granted granted -> call(request, granted);
      case Leave.Exhausted exhausted ->
          gate.endWait() ? overBudget(exhausted.sentence()) : STOPPING;
    };
  }

  private static ModelFailure overBudget(String sentence) {
    return new ModelFailure.Halting(ErrorCode.BUDGET_EXCEEDED, sentence);
  }

  private ModelAnswer call(ModelRequest request, Leave.Granted granted)
      throws InterruptedException {
    long cost = 0;
    try {
      Models.Call call = models.call(request, gate.claimant(), gate::endWait);
      cost = call.spend().costNanoUsd();
      spend = spend.plus(call.spend());
      permit = call.permit();
      if (call.answer() instanceof ModelFailure) {
        release();
      } else {
        task.disputes().answered(place.stepId());
      }
      return task.heard().judged(request.model(), call.answer());
    } finally {
      budget.settle(granted, cost);
    }
  }

  @Override
  public Outcome once(CacheScope scope, ModelRequest question, Asking asking)
      throws InterruptedException {
    if (scope instanceof CacheScope.Off) {
      return asking.ask();
    }
    while (true) {
      switch (answers.find(place, scope, question)) {
        case Answers.Found.Known(List<String> cells) -> {
          return reused(cells);
        }
        case Answers.Found.Mine(Answers.Open mine) -> {
          return asked(mine, asking);
        }
        case Answers.Found.Pending(var answer) -> {
          if (!gate.beginWait()) {
            return STOPPED;
          }
          Optional<List<String>> cells = threads.lend(() -> end(answer));
          if (!gate.endWait()) {
            return STOPPED;
          }
          if (cells.isPresent()) {
            return reused(cells.get());
          }
        }
      }
    }
  }

  private Outcome asked(Answers.Open mine, Asking asking) throws InterruptedException {
    boolean done = false;
    try {
      Outcome outcome = asking.ask();
      if (outcome instanceof Outcome.Done(List<String> cells)) {
        held = new Held(NONE, Optional.of(mine), cells);
        learned = mine.learned(cells);
        done = true;
      }
      return outcome;
    } finally {
      if (!done) {
        mine.givenUp();
      }
    }
  }

  private Outcome reused(List<String> cells) {
    spend = spend.plus(Spend.REUSED);
    return new Outcome.Done(cells);
  }

  private static <T> T end(CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question ends with an answer or without", e);
    }
  }

  Spend spend() {
    return spend;
  }

  /// What the answer taught.
  Learned learned() {
    return learned;
  }

  /// Hands over what is held to whoever releases it at the commit.
  Held takeHeld() {
    Held taken = new Held(permit, held.question(), held.cells());
    permit = NONE;
    held = Held.NOTHING;
    return taken;
  }

  /// Gives the last call's permit back.
  void release() {
    permit.close();
    permit = NONE;
  }
}
