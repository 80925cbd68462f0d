package dev.bulkgpt.simulator;

/// A token bucket with continuous refill: full at first, holds at most `capacity`, gains
/// `perSecond`.
///
/// Not safe for threads: its owner locks. Time comes in as nanoseconds of a monotonic clock.
final class TokenBucket {

  private static final double SECOND = 1e9;

  private final double perSecond;
  private final double capacity;
  private double level;
  private long at;

  TokenBucket(double perSecond, double capacity, long now) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.level = capacity;
    this.at = now;
  }

  /// True when `amount` is there now. A call larger than the bucket passes when the bucket is full.
  boolean holds(double amount, long now) {
    level = Math.min(capacity, level + (now - at) / SECOND * perSecond);
    at = now;
    return level + 1e-9 >= Math.min(amount, capacity);
  }

  void take(double amount) {
    level -= amount;
  }

  void fill() {
    level = capacity;
  }

  long left() {
    return (long) Math.max(0, level);
  }

  /// Seconds until `amount` is there, 0 when it is.
  double secondsUntil(double amount) {
    return Math.max(0, (Math.min(amount, capacity) - level) / perSecond);
  }

  double secondsUntilFull() {
    return secondsUntil(capacity);
  }
}
