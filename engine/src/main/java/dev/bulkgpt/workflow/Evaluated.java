package dev.bulkgpt.workflow;

/// What came of working out an expression for one row.
public sealed interface Evaluated<T> {

  record Value<T>(T value) implements Evaluated<T> {}

  /// @param why one sentence; it may quote the row's cells
  record Broken<T>(String why) implements Evaluated<T> {}
}
