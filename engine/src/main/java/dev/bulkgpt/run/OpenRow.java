package dev.bulkgpt.run;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.StepResult;
import java.util.Map;
import java.util.OptionalInt;

/// A row that is to run.
///
/// @param savedSteps its steps that are paid and committed, by id
/// @param stoppedSpend what earlier runs of it paid without anything else to save
/// @param failedRound of the failed result that stands until this run's takes its place
/// @param retryRound in which it runs
record OpenRow(
    InputRow input,
    Map<String, StepResult> savedSteps,
    Spend stoppedSpend,
    OptionalInt failedRound,
    int retryRound) {

  boolean failedBefore() {
    return failedRound.isPresent();
  }

  /// Whether the failed result counts a saved step already.
  boolean isCounted(StepResult saved) {
    return failedBefore() && saved.retryRound() <= failedRound.getAsInt();
  }
}
