package dev.bulkgpt.task;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Spend;
import java.util.List;
import java.util.Optional;

/// The one result of a row.
///
/// @param row from 1
/// @param cells one per added column of the workflow, in order
/// @param attempts executions of steps, retries included
/// @param latencyMs from the row's first step to its result, waits for permits included
public record RowResult(
    long row,
    RowStatus status,
    List<String> cells,
    Optional<RowError> error,
    int attempts,
    Spend spend,
    long latencyMs) {

  public RowResult {
    cells = List.copyOf(cells);
  }

  /// Why a row failed.
  ///
  /// @param step the id of the step that failed
  public record RowError(ErrorCode code, String step, String message) {}
}
