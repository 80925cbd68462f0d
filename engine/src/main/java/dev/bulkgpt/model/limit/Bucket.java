package dev.bulkgpt.model.limit;

/// A continuously refilled bucket: pure arithmetic that answers "wait this long". Time is passed
/// in, in nanoseconds of any steady clock. Not safe for threads: its [Limiter] guards it.
///
/// A take may go below zero: the next one waits for the debt. So one request larger than the bucket
/// gets through when it is full, and the rate still holds on average.
final class Bucket {

  private final double perNano;
  private final double capacity;
  private double level;
  private long at;

  /// @param perMinute refill
  /// @param capacity the most it holds: what may go at once after a pause
  Bucket(double perMinute, double capacity, long nowNanos) {
    this.perNano = perMinute / 60e9;
    this.capacity = capacity;
    this.level = capacity;
    this.at = nowNanos;
  }

  /// Nanoseconds until `amount` may be taken; 0 when it may be now.
  long waitNanos(double amount, long nowNanos) {
    refill(nowNanos);
    double missing = Math.min(amount, capacity) - level;
    return missing <= 1e-9 ? 0 : (long) Math.ceil(missing / perNano);
  }

  /// Takes it, whether it is there or not.
  void take(double amount, long nowNanos) {
    refill(nowNanos);
    level -= amount;
  }

  /// Gives back what was taken too much, or takes what was taken too little.
  void settle(double difference, long nowNanos) {
    refill(nowNanos);
    level = Math.min(capacity, level + difference);
  }

  private void refill(long nowNanos) {
    if (nowNanos > at) {
      level = Math.min(capacity, level + (nowNanos - at) * perNano);
      at = nowNanos;
    }
  }
}
