package dev.bulkgpt.run;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.store.ScheduleSettings;
import java.time.Duration;
import java.util.Optional;

/// How much one engine does at once, and how it takes part in a schedule.
///
/// @param chunksInFlight chunks of one task scheduled at once
/// @param threads chunks run at once by this node: with the rows of a chunk it bounds the rows in
///   memory
/// @param ledgerBatchRows most results in one commit
/// @param grace how long calls in flight may take to end on close
/// @param retention how long ended tasks are kept; empty: for ever
/// @param failures when rows and tasks are given up
/// @param resultBlob how to write a finished task's result among the blobs; empty: callers write it
///   themselves
public record EngineSettings(
    int chunksInFlight,
    int threads,
    int ledgerBatchRows,
    Duration grace,
    Optional<Duration> retention,
    FailureRules failures,
    Optional<ResultOptions> resultBlob) {

  /// The least number of chunks that keeps the calls going while one chunk ends.
  private static final int MIN_CHUNKS = 4;

  /// Chunks of other tasks that run beside the window of one: a small task finds a place at once
  /// beside many large ones.
  private static final int CHUNKS_BESIDE = 64;

  private static final int LEDGER_BATCH_ROWS = 500;
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// Chunks are read for about twice the calls in flight: fewer leave permits unused while one
  /// chunk ends and the next is read, more only cost memory.
  ///
  /// @param calls the most calls in flight
  /// @param rowsPerChunk what the input was cut into
  public static EngineSettings forCalls(int calls, int rowsPerChunk) {
    int chunks = Math.max(MIN_CHUNKS, Math.ceilDiv(2 * calls, rowsPerChunk));
    return new EngineSettings(
        chunks,
        chunks,
        LEDGER_BATCH_ROWS,
        GRACE,
        Optional.empty(),
        FailureRules.DEFAULT,
        Optional.empty());
  }

  /// For many tasks at once: each has its window, and the node runs far more than one window's
  /// chunks, so that a small task finds a place beside large ones. Finished results are kept among
  /// the blobs.
  public static EngineSettings forServer(
      int calls, int rowsPerChunk, Duration grace, Duration retention) {
    EngineSettings one = forCalls(calls, rowsPerChunk);
    return new EngineSettings(
        one.chunksInFlight,
        one.chunksInFlight + CHUNKS_BESIDE,
        one.ledgerBatchRows,
        grace,
        Optional.of(retention),
        one.failures,
        Optional.of(ResultOptions.DEFAULT));
  }

  /// The same with other rules for failures.
  public EngineSettings with(FailureRules rules) {
    return new EngineSettings(
        chunksInFlight, threads, ledgerBatchRows, grace, retention, rules, resultBlob);
  }

  ScheduleSettings alone() {
    return ScheduleSettings.alone(threads, grace);
  }
}
