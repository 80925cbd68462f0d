package dev.bulkgpt.task;

import dev.bulkgpt.model.Spend;
import java.util.List;

/// A finished, paid step of a row that is not finished yet.
///
/// @param cells one per column of the step
/// @param retryRound of the task when it was saved
/// @param learned what its calls taught; read back without what was shared
public record StepResult(
    long row,
    String stepId,
    List<String> cells,
    int retryRound,
    int attempts,
    Spend spend,
    long latencyMs,
    Learned learned) {
  public StepResult {
    cells = List.copyOf(cells);
  }
}
