package dev.bulkgpt.task;

import java.util.Locale;

/// How a row ended. A result never changes, but a `FAILED` one may be replaced by a retry.
public enum RowStatus {
  SUCCEEDED,
  FAILED,
  /// No step ran, or a filter took the row out.
  SKIPPED,
  /// The task was canceled before the row's turn; never stored, only shown.
  CANCELED;

  /// The spelling of results and APIs: `succeeded`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
