package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one limiter of a provider's key and model: calls at once, requests and tokens a minute, and
/// the pause a 429 asks for. Callers are served in the order they came.
///
/// Safe for thousands of threads. The rates are decided under a lock that is held for arithmetic
/// only; a caller that must wait sleeps outside, in its turn.
public final class Limiter {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final double BURST_SECONDS = 1;

  private final Semaphore calls;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final LongSupplier nanoTime;
  private final @Nullable Bucket requests;
  private final @Nullable Bucket tokens;
  private volatile long pausedUntil;
  private volatile boolean paused;
  private int refusals;

  /// @param nanoTime a steady clock, as [System#nanoTime]
  public Limiter(Limits limits, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    calls = new Semaphore(limits.concurrentRequests(), true);
    long now = nanoTime.getAsLong();
    requests =
        limits.requestsPerMinute().isPresent()
            ? bucket(limits.requestsPerMinute().getAsLong(), now)
            : null;
    tokens =
        limits.tokensPerMinute().isPresent()
            ? bucket(limits.tokensPerMinute().getAsLong(), now)
            : null;
  }

  /// Waits for a free place, for its turn in the rates, and for the end of a pause.
  ///
  /// @param estimatedTokens input and the likely output; settled later by [#settle]
  public Permit acquire(long estimatedTokens) throws InterruptedException {
    calls.acquire();
    try {
      if (requests != null || tokens != null || paused) {
        waitForTurn(estimatedTokens);
      }
    } catch (InterruptedException | RuntimeException e) {
      calls.release();
      throw e;
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        calls.release();
      }
    };
  }

  /// Corrects the token account after an answer.
  public void settle(long estimatedTokens, long usedTokens) {
    Bucket account = tokens;
    if (account != null && usedTokens != estimatedTokens) {
      turnLocked(() -> account.settle(estimatedTokens - usedTokens, nanoTime.getAsLong()));
    }
  }

  /// The provider answered 429: nobody calls until its time is over, to the letter; when it named
  /// none, a second, doubling to a minute while it goes on refusing.
  public void refused(@Nullable Duration retryAfter) {
    synchronized (calls) {
      long now = nanoTime.getAsLong();
      if (retryAfter == null && now < pausedUntil && paused) {
        return;
      }
      Duration pause =
          retryAfter == null ? FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, 6)) : retryAfter;
      if (retryAfter == null) {
        refusals++;
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
      long until = now + pause.toNanos();
      pausedUntil = paused ? Math.max(pausedUntil, until) : until;
      paused = true;
    }
  }

  /// The provider answered: the next refusal without a time starts small again.
  public void answered() {
    if (refusals > 0) {
      synchronized (calls) {
        refusals = 0;
      }
    }
  }

  private void waitForTurn(long estimatedTokens) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      while (true) {
        long wait = waitNanos(estimatedTokens);
        if (wait <= 0) {
          break;
        }
        Thread.sleep(Duration.ofNanos(wait));
      }
      take(estimatedTokens);
    } finally {
      turn.unlock();
    }
  }

  private long waitNanos(long estimatedTokens) {
    long now = nanoTime.getAsLong();
    long wait = 0;
    if (paused) {
      wait = pausedUntil - now;
      if (wait <= 0) {
        endPause(now);
      }
    }
    synchronized (this) {
      if (requests != null) {
        wait = Math.max(wait, requests.waitNanos(1, now));
      }
      if (tokens != null) {
        wait = Math.max(wait, tokens.waitNanos(estimatedTokens, now));
      }
    }
    return wait;
  }

  private void endPause(long now) {
    synchronized (calls) {
      paused = now < pausedUntil;
    }
  }

  private synchronized void take(long estimatedTokens) {
    long now = nanoTime.getAsLong();
    if (requests != null) {
      requests.take(1, now);
    }
    if (tokens != null) {
      tokens.take(estimatedTokens, now);
    }
  }

  private synchronized void turnLocked(Runnable arithmetic) {
    arithmetic.run();
  }

  private static Bucket bucket(long perMinute, long now) {
    return new Bucket(perMinute, Math.max(1, perMinute / 60.0 * BURST_SECONDS), now);
  }
}
