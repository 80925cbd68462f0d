package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;

/// A stretch of rows that is scheduled as one.
///
/// @param round how often it was scheduled: a part of its execution's id, which is never used twice
public record Chunk(String taskId, ChunkSpan span, int round) {

  /// Whether a chunk has work.
  public enum State {
    /// Rows wait for it to be scheduled.
    WAITING,
    /// An execution exists.
    SCHEDULED,
    /// Every selected row has its result.
    DONE
  }

  /// The id of its execution.
  public String instance() {
    return taskId + "/" + span.number() + "/" + round;
  }
}
