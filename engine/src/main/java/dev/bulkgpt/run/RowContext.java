package dev.bulkgpt.run;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.limit.Permit;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.StepContext;

/// One attempt of a step on a row: what it asked, what that cost, and the permit of the last call,
/// held until the result is committed.
final class RowContext implements StepContext {

  private static final Permit NONE = () -> {};

  private final Row row;
  private final Models models;
  private final RowGate gate;
  private Spend spend = Spend.NONE;
  private Permit permit = NONE;

  RowContext(Row row, Models models, RowGate gate) {
    this.row = row;
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
    if (!gate.beginWait()) {
      return new ModelFailure.Unsent("the task is stopping");
    }
    Models.Call call = models.call(request, gate.claimant(), gate::endWait);
    spend = spend.plus(call.spend());
    permit = call.permit();
    if (call.answer() instanceof ModelFailure) {
      release();
    }
    return call.answer();
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
