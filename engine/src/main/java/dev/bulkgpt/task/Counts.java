package dev.bulkgpt.task;

/// Rows of a task by outcome.
///
/// @param total the selected rows
public record Counts(long total, long succeeded, long failed, long skipped) {

  /// Rows that have a result.
  public long done() {
    return succeeded + failed + skipped;
  }
}
