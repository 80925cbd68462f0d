package dev.bulkgpt.model.limit;

/// A continuously refilled bucket: pure arithmetic that answers "wait this long". Time is passed
/// in, in nanoseconds of any steady clock. Not safe for threads: its [Limiter] guards it.
///
/// A take may go below zero: the next one waits for the debt. So one request larger than the bucket
/// gets through when it is full, and the rate still holds on average.
final class Bucket {

  private double perNano;
  private double capacity;
  private double level;
  private long at;

  /// Full at first.
  ///
  /// @param perSecond refill
  /// @param capacity the most it holds: what may go at once after a pause
  Bucket(double perSecond, double capacity, long now) {
    this.perNano = perSecond / 1e9;
    this.capacity = capacity;
    this.level = capacity;
    this.at = now;
  }

  /// Nanoseconds until `amount` may be taken; 0 when it may be now.
  long waitNanos(double amount, long now) {
    refill(now);
    double missing = Math.min(amount, capacity) - level;
    return missing <= 1e-9 ? 0 : (long) Math.ceil(missing / perNano);
  }

  /// Takes it, whether it is there or not.
  void take(double amount, long now) {
    refill(now);
    level -= amount;
  }

  /// Gives back what was taken too much, or takes what was taken too little.
  void settle(double difference, long now) {
    refill(now);
    level = Math.min(capacity, level + difference);
  }

  /// From now on it refills and holds differently; what it holds stays, up to the new capacity.
  void become(double newPerSecond, double newCapacity, long now) {
    refill(now);
    perNano = newPerSecond / 1e9;
    capacity = newCapacity;
    level = Math.min(capacity, level);
  }

  double level(long now) {
    refill(now);
    return level;
  }

  /// It holds this much, whatever was thought.
  void fillTo(double newLevel, long now) {
    refill(now);
    level = Math.min(capacity, newLevel);
  }

  private void refill(long now) {
    if (now > at) {
      level = Math.min(capacity, level + (now - at) * perNano);
      at = now;
    }
  }
}
