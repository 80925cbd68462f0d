package dev.bulkgpt.model.limit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A queue in which workspaces take turns, within each its tasks, and within a task whoever came
/// first. Everything takes constant time. Not safe for threads: its [Limiter] guards it.
final class FairLine {

  private final SequencedMap<String, SequencedMap<String, SequencedSet<Ticket>>> workspaces =
      new LinkedHashMap<>();
  private int size;

  int size() {
    return size;
  }

  void add(Ticket ticket) {
    Claimant claimant = ticket.claimant;
    if (workspaces
        .computeIfAbsent(claimant.workspace(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(claimant.task(), _ -> new LinkedHashSet<>())
        .add(ticket)) {
      size++;
    }
  }

  /// Whose turn it is; null when nobody waits.
  @Nullable Ticket peek() {
    return workspaces.isEmpty()
        ? null
        : workspaces.firstEntry().getValue().firstEntry().getValue().getFirst();
  }

  /// Takes out whose turn it is; the next turn is another workspace's and another task's.
  @Nullable Ticket poll() {
    Ticket first = peek();
    if (first == null) {
      return null;
    }
    var workspace = workspaces.pollFirstEntry();
    var task = workspace.getValue().pollFirstEntry();
    task.getValue().removeFirst();
    putLast(workspace.getValue(), task.getKey(), task.getValue(), task.getValue().isEmpty());
    putLast(workspaces, workspace.getKey(), workspace.getValue(), workspace.getValue().isEmpty());
    size--;
    return first;
  }

  /// @return whether it was waiting
  boolean remove(Ticket ticket) {
    var tasks = workspaces.get(ticket.claimant.workspace());
    var waiting = tasks == null ? null : tasks.get(ticket.claimant.task());
    if (tasks == null || waiting == null || !waiting.remove(ticket)) {
      return false;
    }
    if (waiting.isEmpty()) {
      tasks.remove(ticket.claimant.task());
    }
    if (tasks.isEmpty()) {
      workspaces.remove(ticket.claimant.workspace());
    }
    size--;
    return true;
  }

  private static <V> void putLast(
      SequencedMap<String, V> map, String key, V value, boolean nobody) {
    if (!nobody) {
      map.putLast(key, value);
    }
  }
}
