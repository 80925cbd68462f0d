package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One call's permit, and what became of the call: exactly one of [#answered], [#refused],
/// [#failed] and [#unsent] is told, then the permit is closed when the result is committed.
public final class Grant implements Permit {

  private final Limiter limiter;
  private final Ticket ticket;
  private final Thread caller = Thread.currentThread();
  private final AtomicBoolean held = new AtomicBoolean(true);
  private volatile boolean letIn;

  Grant(Limiter limiter, Claimant claimant, long estimatedTokens) {
    this.limiter = limiter;
    ticket = new Ticket(claimant, estimatedTokens, this::letIn);
  }

  Ticket ticket() {
    return ticket;
  }

  private void letIn() {
    letIn = true;
    if (caller != Thread.currentThread()) {
      LockSupport.unpark(caller);
    }
  }

  void await() throws InterruptedException {
    while (!letIn) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        if (!limiter.leave(ticket)) {
          unsent();
          close();
        }
        throw new InterruptedException("the wait for a permit was cut short");
      }
    }
  }

  /// The provider answered, to the purpose or not.
  ///
  /// @param usedTokens as billed
  public void answered(long usedTokens, Told told) {
    limiter.answered(ticket, usedTokens, told);
  }

  /// 429: nobody calls until its time is over.
  public void refused(Optional<Duration> retryAfter, Told told) {
    limiter.refused(ticket, retryAfter, told);
  }

  /// The provider failed, or was not reached.
  ///
  /// @param retryAfter what it asked for
  /// @return whether it is down: everybody waits until a probe is answered
  public boolean failed(Optional<Duration> retryAfter) {
    return limiter.failed(ticket, retryAfter);
  }

  /// The call never left.
  public void unsent() {
    limiter.unsent(ticket);
  }

  @Override
  public void close() {
    if (held.compareAndSet(true, false)) {
      limiter.ended();
    }
  }
}
