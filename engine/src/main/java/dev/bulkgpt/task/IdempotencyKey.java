package dev.bulkgpt.task;

import java.time.Duration;

/// What makes a repeated creation give the same task: the client's key in its workspace, and a hash
/// of everything that was asked.
///
/// @param key 1 to 255 visible ASCII characters
/// @param requestHash equal only for equal requests; hex
public record IdempotencyKey(String workspaceId, String key, String requestHash) {

  /// How long a key is remembered.
  public static final Duration KEPT = Duration.ofHours(24);
}
