package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The one limiter of a provider's key and model, for the whole process: calls at once, requests
/// and tokens a minute, and the pause a 429 asks for. It needs to be told nothing: it obeys what is
/// configured, believes what the provider's headers say, and learns the rest from refusals. Whoever
/// must wait is served by turns (see [Claimant]).
///
/// Safe for thousands of threads. The lock is held for arithmetic alone ([Turnstile]); who must
/// wait is parked, and woken by the call that ends or by an alarm.
public final class Limiter {

  private final ReentrantLock lock = new ReentrantLock();
  private final Turnstile turnstile;
  private final LongSupplier nanoTime;
  private boolean alarmSet;
  private long alarmAt;

  /// What goes on at this moment.
  ///
  /// @param window calls that may be in flight now
  /// @param waiting callers without a permit
  /// @param refusals 429s so far
  /// @param pause how long nobody will call
  /// @param down the provider does not answer
  public record Standing(
      int window, int inFlight, int waiting, long refusals, Duration pause, boolean down) {}

  /// @param breaker the provider's
  /// @param nanoTime a steady clock, as [System#nanoTime]
  public Limiter(Limits limits, Breaker breaker, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    turnstile =
        new Turnstile(
            limits, breaker, () -> ThreadLocalRandom.current().nextDouble(), nanoTime.getAsLong());
  }

  /// Waits until a call may be sent.
  ///
  /// @param estimatedTokens input and the likely output; settled by what the grant is told
  public Grant acquire(Claimant claimant, long estimatedTokens) throws InterruptedException {
    Grant grant = new Grant(this, claimant, estimatedTokens);
    change(now -> turnstile.enter(grant.ticket()));
    grant.await();
    return grant;
  }

  void answered(Ticket call, long usedTokens, Told told) {
    change(now -> turnstile.answered(call, usedTokens, told, now));
  }

  void refused(Ticket call, Optional<Duration> retryAfter, Told told) {
    change(now -> turnstile.refused(call, retryAfter, told, now));
  }

  boolean failed(Ticket call, Optional<Duration> retryAfter) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      boolean down = turnstile.failed(call, retryAfter, now);
      serve(now);
      return down;
    } finally {
      lock.unlock();
    }
  }

  void unsent(Ticket call) {
    change(now -> turnstile.unsent(call, now));
  }

  void ended() {
    change(now -> turnstile.ended());
  }

  /// A caller gives up.
  ///
  /// @return whether it was still waiting
  boolean leave(Ticket call) {
    lock.lock();
    try {
      return turnstile.leave(call);
    } finally {
      lock.unlock();
    }
  }

  public Standing standing() {
    lock.lock();
    try {
      return turnstile.standing(nanoTime.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  private void change(LongConsumer change) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      change.accept(now);
      serve(now);
    } finally {
      lock.unlock();
    }
  }

  private void serve(long now) {
    for (Ticket call = turnstile.next(now); call != null; call = turnstile.next(now)) {
      call.letIn();
    }
    long wait = turnstile.waitNanos(now);
    if (wait != Turnstile.UNTIL_A_CALL_ENDS && (!alarmSet || now + wait - alarmAt < 0)) {
      setAlarm(now + wait, wait);
    }
  }

  private void setAlarm(long at, long wait) {
    alarmSet = true;
    alarmAt = at;
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(Duration.ofNanos(wait));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          change(now -> alarmSet &= alarmAt != at);
        });
  }
}
