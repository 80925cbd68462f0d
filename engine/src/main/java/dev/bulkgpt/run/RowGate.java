package dev.bulkgpt.run;

import dev.bulkgpt.model.limit.Claimant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Lets one row's thread be stopped where that loses nothing: while it waits for a permit or for
/// its next try, never while a call is in flight or a paid answer is being committed.
final class RowGate {

  private enum Phase {
    BUSY,
    WAITING,
    STOPPED
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUSY);
  private final Claimant claimant;
  private final RowClock clock;
  private final BooleanSupplier open;
  private final Thread thread;

  /// @param claimant whose turn it is when the row gets a permit
  /// @param clock the row's; stands still while it waits
  /// @param open whether calls may start at all
  /// @param thread the row's
  RowGate(Claimant claimant, RowClock clock, BooleanSupplier open, Thread thread) {
    this.claimant = claimant;
    this.clock = clock;
    this.open = open;
    this.thread = thread;
  }

  Claimant claimant() {
    return claimant;
  }

  RowClock clock() {
    return clock;
  }

  /// A wait begins that may be cut short.
  ///
  /// @return false when the row must stop instead
  boolean beginWait() {
    clock.stop();
    return phase.compareAndSet(Phase.BUSY, Phase.WAITING) && open.getAsBoolean();
  }

  /// The wait is over.
  ///
  /// @return false when the row must stop: the call must not start
  boolean endWait() {
    clock.start();
    return phase.compareAndSet(Phase.WAITING, Phase.BUSY) && open.getAsBoolean();
  }

  /// Stops the row if it waits; else it stops by itself before its next wait or call.
  void stop() {
    if (phase.compareAndSet(Phase.WAITING, Phase.STOPPED)) {
      thread.interrupt();
    }
  }

  /// Ends a call in flight too, whatever it costs.
  void abort() {
    thread.interrupt();
  }
}
