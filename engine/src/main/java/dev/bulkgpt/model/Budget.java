package dev.bulkgpt.model;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What one task may still spend. Before a call its likely cost is reserved, after it the real cost
/// is settled; a call that fits only once others have settled waits for them.
///
/// Whenever a reservation is granted, all that is spent and reserved fits under the cap, and there
/// are no more reservations than there can be calls at once. So the spend exceeds the cap by no
/// more than what that many calls cost beyond their reservations. A call that is thought to cost
/// nothing is always granted. Amounts are exact, in nano-USD.
///
/// Estimates that turn out too small, as of answers whose length nobody limited, grow by the share
/// the calls so far cost more than they were thought to.
///
/// Safe for thousands of threads.
public final class Budget {

  /// Whether a call may start.
  public sealed interface Leave {

    /// It may; to be settled in any case.
    ///
    /// @param reserved what is kept for it
    /// @param estimate what its caller thought it would cost
    record Granted(long reserved, long estimate) implements Leave {}

    /// It may not, whatever the calls in flight come to.
    ///
    /// @param next what the call would likely cost
    record Exhausted(Money spent, Money cap, Money next) implements Leave {

      public String sentence() {
        return "The spending cap of $%s is reached: $%s is spent, and the next call may cost $%s. Raise max_cost_usd to go on."
            .formatted(cap.plain(), spent.plain(), next.plain());
      }
    }
  }

  private static final Leave FREE = new Leave.Granted(0, 0);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private volatile Optional<Money> cap;
  private volatile Optional<Money> exhausted = Optional.empty();
  private long spent;
  private final int places;
  private long reserved;
  private int reservations;
  private long settledEstimates;
  private long settledCosts;

  /// @param cap empty: none
  /// @param spentNanoUsd what the ledger holds
  /// @param places the most calls in flight at once: who waits for a permit must not reserve too
  public Budget(Optional<Money> cap, long spentNanoUsd, int places) {
    this.cap = cap;
    spent = spentNanoUsd;
    this.places = places;
  }

  /// Keeps a call's likely cost, as soon as that can be decided.
  ///
  /// @param estimateNanoUsd not below 0
  public Leave reserve(long estimateNanoUsd) throws InterruptedException {
    if (estimateNanoUsd == 0) {
      return FREE;
    }
    lock.lockInterruptibly();
    try {
      Optional<Leave> leave = decide(estimateNanoUsd);
      while (leave.isEmpty()) {
        settled.await();
        leave = decide(estimateNanoUsd);
      }
      wakeOthers(leave.get());
      return leave.get();
    } finally {
      lock.unlock();
    }
  }

  /// A call is over, and this is what it cost.
  public void settle(Leave.Granted granted, long costNanoUsd) {
    lock.lock();
    try {
      reserved -= granted.reserved();
      reservations -= granted.reserved() > 0 ? 1 : 0;
      spent += costNanoUsd;
      if (granted.estimate() > 0 && costNanoUsd > 0) {
        settledEstimates += granted.estimate();
        settledCosts += costNanoUsd;
      }
      settled.signal();
    } finally {
      lock.unlock();
    }
  }

  public boolean isCapped() {
    return cap.isPresent();
  }

  public Optional<Money> cap() {
    return cap;
  }

  /// The cap of the latest [Leave.Exhausted].
  public Optional<Money> exhausted() {
    return exhausted;
  }

  /// A person sets another cap; who waits decides again.
  public void cap(Optional<Money> other) {
    lock.lock();
    try {
      cap = other;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The ledger may know of spend that this process has not seen.
  public void learn(long ledgerNanoUsd) {
    lock.lock();
    try {
      spent = Math.max(spent, ledgerNanoUsd);
    } finally {
      lock.unlock();
    }
  }

  /// The decision as things stand, without waiting.
  ///
  /// @return empty when only reservations of others stand in the way
  Optional<Leave> decide(long estimate) {
    if (cap.isEmpty()) {
      return Optional.of(FREE);
    }
    long limit = cap.get().nanoUsd();
    long needed = corrected(estimate);
    if (needed > limit - spent) {
      exhausted = cap;
      return Optional.of(
          new Leave.Exhausted(Money.ofNanoUsd(spent), cap.get(), Money.ofNanoUsd(needed)));
    }
    if (reservations == places || needed > limit - spent - reserved) {
      return Optional.empty();
    }
    reserved += needed;
    reservations++;
    return Optional.of(new Leave.Granted(needed, estimate));
  }

  long spent() {
    return spent;
  }

  long reserved() {
    return reserved;
  }

  private long corrected(long estimate) {
    return settledCosts <= settledEstimates
        ? estimate
        : (long) Math.ceil(estimate * ((double) settledCosts / settledEstimates));
  }

  /// One settlement wakes one waiter, not thousands; that one passes on what is left over.
  private void wakeOthers(Leave leave) {
    switch (leave) {
      case Leave.Granted _ -> settled.signal();
      case Leave.Exhausted _ -> settled.signalAll();
    }
  }
}
