package dev.bulkgpt.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What calls taught, kept with the result they led to: the questions they answered, so that equal
/// ones are not asked again, and the answers other tasks of the workspace may use.
public record Learned(List<Fingerprint> asked, List<Shared> shared) {

  public static final Learned NOTHING = new Learned(List.of(), List.of());

  public Learned {
    asked = List.copyOf(asked);
    shared = List.copyOf(shared);
  }

  /// An answer for the tasks of a workspace.
  ///
  /// @param question of the step's settings and what was asked, whatever the task
  /// @param cells one per column of the step
  /// @param ttl how long it may be used
  public record Shared(
      String workspaceId, Fingerprint question, List<String> cells, Duration ttl) {}

  public Learned plus(Learned other) {
    if (other.asked.isEmpty() && other.shared.isEmpty()) {
      return this;
    }
    List<Fingerprint> allAsked = new ArrayList<>(asked);
    allAsked.addAll(other.asked);
    List<Shared> allShared = new ArrayList<>(shared);
    allShared.addAll(other.shared);
    return new Learned(allAsked, allShared);
  }
}
