package dev.bulkgpt.task;

/// What became of a creation.
public sealed interface Accepted {

  /// The task is durable.
  record Created(String id) implements Accepted {}

  /// The same request made this task earlier; nothing was added.
  record Known(String id) implements Accepted {}

  /// The key belongs to another request; nothing was added.
  record KeyTaken() implements Accepted {}
}
