package dev.bulkgpt.task;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import java.util.List;
import java.util.Optional;

/// One run of one workflow over one CSV.
///
/// @param origin who asked for it
/// @param workflow the revision it started with, as canonical JSON
/// @param header the input's columns
/// @param inputBlob the name of the canonical input among the blobs
/// @param failure what kept it from going on; only in `FAILED`
/// @param maxCost the spending cap; empty: none
/// @param retryRound failed results of an earlier round are run again
/// @param spend everything its calls cost, finished rows and unfinished ones
public record Task(
    String id,
    Origin origin,
    String workflow,
    List<String> header,
    String inputBlob,
    long inputRows,
    Selection selection,
    TaskState state,
    Optional<Pause> pause,
    Optional<String> failure,
    Optional<Money> maxCost,
    int retryRound,
    Counts counts,
    Spend spend,
    Times times) {

  public Task {
    header = List.copyOf(header);
  }

  /// Epoch milliseconds, UTC.
  ///
  /// @param startedAt when its first row started; empty before
  /// @param finishedAt when it was completed, canceled or failed
  public record Times(long createdAt, Optional<Long> startedAt, Optional<Long> finishedAt) {}
}
