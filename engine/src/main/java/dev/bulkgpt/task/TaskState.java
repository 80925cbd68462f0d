package dev.bulkgpt.task;

/// Where a task stands. Every state says who moves it on.
public enum TaskState {
  /// Accepted, no row started. The first chunk that runs moves it to `RUNNING`.
  PREPARING,
  /// Rows are running. The last chunk to end moves it to `FINALIZING`.
  RUNNING,
  /// Every row has its result. The `finalize-task` execution moves it to `COMPLETED`.
  FINALIZING,
  /// Done; only a person's retry-failed, or another selection of rows, reopens it.
  COMPLETED,
  /// Stopped with a [Pause] that says why; a person's resume moves it back to `RUNNING`.
  PAUSED,
  /// Stopped for good by a person; finished rows are kept.
  CANCELED,
  /// Stopped for good by a fault of ours, such as a lost input file.
  FAILED;

  /// True while rows may be started.
  public boolean runsRows() {
    return this == PREPARING || this == RUNNING;
  }

  /// True when it is never left.
  public boolean isOver() {
    return this == CANCELED || this == FAILED;
  }

  /// True when nothing happens without a person.
  public boolean isSettled() {
    return switch (this) {
      case COMPLETED, PAUSED, CANCELED, FAILED -> true;
      case PREPARING, RUNNING, FINALIZING -> false;
    };
  }
}
