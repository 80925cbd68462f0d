package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The one limiter of a provider's key and model: calls at once, requests and tokens a minute, and
/// the pause a 429 asks for. Callers are served in the order they came.
///
/// Safe for thousands of threads. The rates are guarded for the time of their arithmetic only; who
/// must wait sleeps outside, in its turn.
public final class Limiter {

  private final int limit;
  private final Semaphore places;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final LongSupplier nanoTime;
  private final Rates rates;
  private volatile boolean open;

  /// What goes on at this moment.
  ///
  /// @param window calls that may be in flight now
  /// @param waiting callers without a permit
  public record Standing(int window, int inFlight, int waiting) {}

  /// @param nanoTime a steady clock, as [System#nanoTime]
  public Limiter(Limits limits, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    limit = limits.concurrentRequests();
    places = new Semaphore(limit, true);
    rates = new Rates(limits, nanoTime.getAsLong());
    open = rates.areOpen();
  }

  /// Waits for a free place, for its turn in the rates, and for the end of a pause.
  ///
  /// @param estimatedTokens input and the likely output; settled later by [#answered]
  public Permit acquire(long estimatedTokens) throws InterruptedException {
    places.acquire();
    boolean taken = false;
    try {
      if (!open) {
        waitForTurn(estimatedTokens);
      }
      taken = true;
    } finally {
      if (!taken) {
        places.release();
      }
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.compareAndSet(true, false)) {
        places.release();
      }
    };
  }

  /// The provider answered: the token account is corrected.
  public void answered(long estimatedTokens, long usedTokens) {
    if (!open) {
      synchronized (rates) {
        rates.answered();
        rates.settle((double) estimatedTokens - usedTokens, nanoTime.getAsLong());
        open = rates.areOpen();
      }
    }
  }

  /// The call came to nothing, or was never sent: its tokens are given back.
  public void unused(long estimatedTokens) {
    if (!open) {
      synchronized (rates) {
        rates.settle((double) estimatedTokens, nanoTime.getAsLong());
      }
    }
  }

  /// The provider answered 429: nobody calls until its time is over, to the letter; when it named
  /// none, a second, doubling to a minute while it goes on refusing.
  public void refused(Optional<Duration> retryAfter) {
    synchronized (rates) {
      rates.refuse(retryAfter, nanoTime.getAsLong());
      open = false;
    }
  }

  public Standing standing() {
    int inFlight = limit - places.availablePermits();
    return new Standing(limit, inFlight, places.getQueueLength() + turn.getQueueLength());
  }

  private void waitForTurn(long estimatedTokens) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      long wait = take(estimatedTokens);
      while (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
        wait = take(estimatedTokens);
      }
    } finally {
      turn.unlock();
    }
  }

  private long take(long estimatedTokens) {
    synchronized (rates) {
      long wait = rates.take((double) estimatedTokens, nanoTime.getAsLong());
      open = rates.areOpen();
      return wait;
    }
  }
}
