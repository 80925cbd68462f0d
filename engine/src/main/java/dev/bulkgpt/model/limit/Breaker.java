package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;

/// Notices that a provider is down and keeps everybody from it but one probe now and then. One for
/// all models of a provider; safe for use by many threads, and arithmetic only: time is passed in,
/// in nanoseconds of a steady clock.
///
/// It opens after several failures in a row when nothing has been heard of the provider for a
/// while, and closes with the first sign of life, be it a refusal.
public final class Breaker {

  private static final int FAILURES = 5;
  private static final Duration UNHEARD = Duration.ofSeconds(1);
  static final Duration PROBE_EVERY = Duration.ofSeconds(2);

  private int failures;
  private boolean open;
  private long heardAt;
  private long probeAt;

  public Breaker(long now) {
    heardAt = now;
  }

  /// 0: whoever is next may call.
  synchronized long waitNanos(long now) {
    return open ? Math.max(0, probeAt - now) : 0;
  }

  /// Whether a call may be sent now; while open, the next one may only after a while.
  synchronized boolean letIn(long now) {
    if (waitNanos(now) > 0) {
      return false;
    }
    probeAt = now + PROBE_EVERY.toNanos();
    return true;
  }

  /// The provider answered something.
  ///
  /// @return whether it was thought to be down
  synchronized boolean heard(long now) {
    boolean wasOpen = open;
    open = false;
    failures = 0;
    heardAt = now;
    return wasOpen;
  }

  /// An error of the provider's, or nothing at all.
  ///
  /// @param retryAfter what it said: it is not asked before
  /// @return whether it is down
  synchronized boolean failed(Optional<Duration> retryAfter, long now) {
    failures++;
    if (!open && failures >= FAILURES && now - heardAt >= UNHEARD.toNanos()) {
      open = true;
      probeAt = now + PROBE_EVERY.toNanos();
    }
    if (open && retryAfter.isPresent()) {
      probeAt = Math.max(probeAt, now + Pause.nanos(retryAfter.get()));
    }
    return open;
  }

  /// Whether the provider is thought to be down.
  public synchronized boolean isOpen() {
    return open;
  }
}
