package dev.bulkgpt.store;

/// The two databases the product runs on. One DDL text and one set of queries serve both; what
/// differs stands here and in [DatabaseSettings].
public enum Dialect {
  /// An embedded file: one writing connection, readers beside it.
  SQLITE(""),
  /// A server, shared by any number of nodes.
  POSTGRES(" FOR UPDATE SKIP LOCKED ");

  private final String skipLocked;

  Dialect(String skipLocked) {
    this.skipLocked = skipLocked;
  }

  /// What a sub-select of due executions ends with so that two nodes never pick the same one.
  /// SQLite needs nothing: a statement that writes is alone.
  String skipLocked() {
    return skipLocked;
  }
}
