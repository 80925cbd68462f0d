package dev.bulkgpt.task;

import dev.bulkgpt.model.Spend;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// What the ledger holds for the rows of one chunk. Filled by [Ledger], then only read.
public final class Standing {

  private final long firstRow;
  private final int rows;
  private final BitSet done = new BitSet();
  private final Map<Long, Integer> failedRounds = new HashMap<>();
  private final Map<Long, Map<String, StepResult>> savedSteps = new HashMap<>();
  private final Map<Long, Spend> stoppedSpend = new HashMap<>();

  Standing(long firstRow, int rows) {
    this.firstRow = firstRow;
    this.rows = rows;
  }

  /// True when the row has a result that stands.
  public boolean isDone(long row) {
    return done.get((int) (row - firstRow));
  }

  /// The round of a failed result that waits to be replaced; empty when there is none.
  public OptionalInt failedRound(long row) {
    Integer round = failedRounds.get(row);
    return round == null ? OptionalInt.empty() : OptionalInt.of(round);
  }

  /// The row's paid steps, by step id.
  public Map<String, StepResult> savedSteps(long row) {
    return savedSteps.getOrDefault(row, Map.of());
  }

  /// What was billed for the row in this round before it was stopped.
  public Spend stoppedSpend(long row) {
    return stoppedSpend.getOrDefault(row, Spend.NONE);
  }

  /// Rows without a standing result.
  public int open() {
    return rows - done.cardinality();
  }

  boolean complete() {
    return open() == 0;
  }

  void done(long row) {
    done.set((int) (row - firstRow));
  }

  void failed(long row, int round) {
    failedRounds.put(row, round);
  }

  void saved(long row, Map<String, StepResult> steps) {
    savedSteps.put(row, steps);
  }

  void paid(long row, Spend spend) {
    stoppedSpend.put(row, spend);
  }
}
