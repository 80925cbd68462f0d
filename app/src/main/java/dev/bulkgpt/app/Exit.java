package dev.bulkgpt.app;

/// The program's exit statuses: a contract, scripts depend on it.
final class Exit {

  /// All rows succeeded or were skipped.
  static final int OK = 0;

  /// The command failed.
  static final int FAILED = 1;

  /// Wrong usage, an invalid workflow or CSV, a provider without a key.
  static final int USAGE = 2;

  /// Finished, some rows failed.
  static final int ROWS_FAILED = 3;

  /// Paused: budget or halt.
  static final int PAUSED = 4;

  /// Interrupted; the same command goes on.
  static final int INTERRUPTED = 130;

  private Exit() {}
}
