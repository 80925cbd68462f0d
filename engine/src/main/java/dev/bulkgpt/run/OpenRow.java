package dev.bulkgpt.run;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.task.StepResult;
import java.util.Map;

/// A row that is to run.
///
/// @param savedSteps its steps that are paid and committed, by id
/// @param failedBefore a failed result stands until this run's takes its place
record OpenRow(InputRow input, Map<String, StepResult> savedSteps, boolean failedBefore) {}
