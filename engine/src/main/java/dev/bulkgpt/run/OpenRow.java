package dev.bulkgpt.run;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.StepResult;
import java.util.Map;

/// A row that is to run.
///
/// @param savedSteps its steps that are paid and committed, by id
/// @param stoppedSpend what earlier runs of it paid without anything else to save
/// @param failedBefore a failed result stands until this run's takes its place
record OpenRow(
    InputRow input, Map<String, StepResult> savedSteps, Spend stoppedSpend, boolean failedBefore) {}
