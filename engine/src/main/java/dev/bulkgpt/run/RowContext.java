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
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.StepContext;
import java.util.OptionalLong;
import java.util.Set;

/// One attempt of a step on a row: what it asked, what that cost, and the permit of the last call,
/// held until the result is committed.
final class RowContext implements StepContext {

  private static final Permit NONE = () -> {};
  private static final ModelFailure STOPPING = new ModelFailure.Unsent("the task is stopping");

  private final Row row;
  private final Models models;
  private final RowGate gate;
  private final Budget budget;
  private Spend spend = Spend.NONE;
  private Permit permit = NONE;

  RowContext(Row row, Models models, RowGate gate, Budget budget) {
    this.row = row;
    this.models = models;
    this.gate = gate;
    this.budget = budget;
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
      Models.Call call = models.call(request, gate::endWait);
      cost = call.spend().costNanoUsd();
      spend = spend.plus(call.spend());
      permit = call.permit();
      if (call.answer() instanceof ModelFailure) {
        release();
      }
      return call.answer();
    } finally {
      budget.settle(granted, cost);
    }
  }

  Spend spend() {
    return spend;
  }

  /// Hands the permit over to whoever closes it at the commit.
  Permit takePermit() {
    Permit held = permit;
    permit = NONE;
    return held;
  }

  void release() {
    takePermit().close();
  }
}
