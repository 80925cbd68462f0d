package dev.bulkgpt.workflow;

import java.time.Duration;

/// Where an answer may be looked up instead of asked for again.
public sealed interface CacheScope {

  /// Every row asks.
  record Off() implements CacheScope {}

  /// Rows of one task with the same question share the answer.
  record Task() implements CacheScope {}

  /// Tasks of one workspace share answers.
  ///
  /// @param ttl how long an answer may be used again
  record Workspace(Duration ttl) implements CacheScope {}
}
