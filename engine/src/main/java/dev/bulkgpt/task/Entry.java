package dev.bulkgpt.task;

import dev.bulkgpt.model.Spend;

/// One line for the ledger. `fresh` is the spend the task's account does not hold yet.
public sealed interface Entry {

  String taskId();

  long row();

  Spend fresh();

  default Learned learned() {
    return Learned.NOTHING;
  }

  /// A row's one result.
  ///
  /// @param retryRound the round of the task the row ran in
  /// @param replacesFailure a failed result of an earlier round stands and gives way to this one
  /// @param hadSavedSteps steps of this row were saved: they go when the row succeeded
  record RowEntry(
      String taskId,
      RowResult result,
      int retryRound,
      boolean replacesFailure,
      boolean hadSavedSteps,
      Learned learned,
      Spend fresh)
      implements Entry {
    @Override
    public long row() {
      return result.row();
    }
  }

  /// A row was stopped after answers were billed and before there was anything else to save.
  ///
  /// @param stopId makes writing it twice count once
  /// @param retryRound the round of the task the row ran in
  record StopEntry(String taskId, long row, String stopId, int retryRound, Spend fresh)
      implements Entry {}

  /// A paid step of a row that goes on.
  record StepEntry(String taskId, StepResult result, Spend fresh) implements Entry {
    @Override
    public long row() {
      return result.row();
    }

    @Override
    public Learned learned() {
      return result.learned();
    }
  }
}
