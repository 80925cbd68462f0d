package dev.bulkgpt.run.estimate;

/// From `low` to `high`, neither below 0; `likely` lies between.
public record Range(double low, double likely, double high) {

  /// A range is never wider than this: more would say nothing.
  static final double MOST_RATIO = 3;

  static final Range ZERO = exactly(0);

  public Range {
    if (!(0 <= low && low <= likely && likely <= high)) {
      throw new IllegalArgumentException("no range: " + low + ", " + likely + ", " + high);
    }
  }

  static Range exactly(double value) {
    return new Range(value, value, value);
  }

  /// Up to `factor` times as much, or as little.
  static Range around(double likely, double factor) {
    return new Range(likely / factor, likely, likely * factor);
  }

  Range plus(Range other) {
    return new Range(low + other.low, likely + other.likely, high + other.high);
  }

  Range times(double factor) {
    return new Range(low * factor, likely * factor, high * factor);
  }

  /// The same, or its middle part when it is too wide.
  Range narrowed() {
    if (high <= MOST_RATIO * low) {
      return this;
    }
    double middle = low > 0 ? Math.sqrt(low * high) : likely;
    double half = Math.sqrt(MOST_RATIO);
    return new Range(
        middle / half, Math.clamp(likely, middle / half, middle * half), middle * half);
  }
}
