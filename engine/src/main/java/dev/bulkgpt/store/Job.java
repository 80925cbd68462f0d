package dev.bulkgpt.store;

import org.jdbi.v3.core.Handle;

/// What a durable execution does each time it is picked. Runs at least once; an exception makes it
/// run again, later and later.
@FunctionalInterface
public interface Job {

  /// @return what to commit together with the execution's end
  Completion run(Picked picked) throws InterruptedException;

  /// The execution in hand.
  ///
  /// @param instance its id
  /// @param pulse tells whether this node still holds it
  record Picked(String instance, Pulse pulse) {}

  /// Whether an execution is safely ours: false as soon as its heartbeat is late or refused, long
  /// before another node may take it over.
  @FunctionalInterface
  interface Pulse {
    boolean beats();
  }

  /// The last act, inside the transaction that ends the execution. When another node has taken the
  /// execution over, that transaction fails and nothing of it stands.
  @FunctionalInterface
  interface Completion {
    Next complete(Handle transaction);
  }

  /// What becomes of an execution.
  enum Next {
    /// Removed.
    DONE,
    /// Runs again at once.
    AGAIN,
    /// Stays, not due, until [Schedules#wake].
    PARKED,
    /// Runs again in an hour.
    HOURLY
  }
}
