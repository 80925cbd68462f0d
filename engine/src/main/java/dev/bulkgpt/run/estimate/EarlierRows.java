package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.RowResult;

/// The rows of the same run that have a result: what they really came to. Used by one thread.
final class EarlierRows {

  private long rows;
  private Spend spend = Spend.NONE;
  private double squares;
  private double mean;
  private double latencyMs;

  /// One row more (mean and variance as Welford keeps them).
  void add(RowResult result) {
    rows++;
    spend = spend.plus(result.spend());
    double cost = result.spend().costNanoUsd();
    double difference = cost - mean;
    mean += difference / rows;
    squares += difference * (cost - mean);
    latencyMs += (result.latencyMs() - latencyMs) / rows;
  }

  long rows() {
    return rows;
  }

  Spend spend() {
    return spend;
  }

  /// How long a call took on average, waits and commits included.
  double latencyMsPerCall() {
    return latencyMs * rows / Math.max(1, spend.calls());
  }

  /// How far the average cost of these rows may be from that of all, as a share of it: two standard
  /// errors, and more for few rows.
  double error() {
    if (rows < 2 || mean == 0) {
      return rows < 2 ? 1 : 0;
    }
    double standardError = Math.sqrt(squares / (rows - 1) / rows) / mean;
    return (2 + 6.0 / (rows - 1)) * standardError;
  }
}
