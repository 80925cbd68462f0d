package dev.bulkgpt.run.estimate;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.PlannedStep;
import dev.bulkgpt.workflow.Workflow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// How many rows ask what an earlier row asked: those alike in every column that a step's question
/// hangs on, by way of earlier steps too. Used by one thread.
final class Repeats {

  /// Sets of columns that are counted, 4 MB each; steps that hang on others pass for asking anew.
  private static final int MOST_COUNTED = 8;

  private final Workflow workflow;
  private final BoundWorkflow bound;
  private final int inputColumns;
  private final Map<Set<Integer>, Alike> byColumns = new HashMap<>();
  private final List<Optional<Alike>> steps = new ArrayList<>();
  private long rows;
  private long earlierRows;

  Repeats(Workflow workflow, BoundWorkflow bound, int inputColumns) {
    this.workflow = workflow;
    this.bound = bound;
    this.inputColumns = inputColumns;
    List<Set<Integer>> columns = new ArrayList<>();
    for (PlannedStep step : workflow.steps()) {
      columns.add(columns(step, columns));
    }
    for (Set<Integer> it : columns) {
      if (byColumns.size() < MOST_COUNTED) {
        byColumns.computeIfAbsent(it, Alike::new);
      }
      steps.add(Optional.ofNullable(byColumns.get(it)));
    }
  }

  /// @param ranBefore whether it has a result
  void add(InputRow row, boolean ranBefore) {
    rows++;
    earlierRows += ranBefore ? 1 : 0;
    byColumns.values().forEach(it -> it.add(row.cells(), ranBefore));
  }

  /// Questions a row, from all rows: 1 when none repeats.
  double questionsPerRow(int step) {
    return steps.get(step).map(it -> share(it.all.count(), rows)).orElse(1.0);
  }

  /// The same of the rows that were run before.
  double askedPerEarlierRow(int step) {
    return steps.get(step).map(it -> share(it.earlier.count(), earlierRows)).orElse(1.0);
  }

  /// Questions still to be asked for each that was asked before.
  double openPerAsked(int step) {
    double asked = askedPerEarlierRow(step) * earlierRows;
    return Math.max(0, questionsPerRow(step) * rows - asked) / asked;
  }

  /// The counts are estimates themselves: a hundredth is nothing.
  private static double share(double questions, long rows) {
    double share = questions / Math.max(1, rows);
    return share > 0.99 ? 1 : share;
  }

  /// Positions in the input.
  ///
  /// @param before those of the earlier steps
  private Set<Integer> columns(PlannedStep step, List<Set<Integer>> before) {
    Set<Integer> columns = new TreeSet<>();
    for (PlannedStep.Read read : step.reads()) {
      for (String name : read.expression().names(it -> bound.columns().find(it).isPresent())) {
        OptionalInt at = bound.columns().find(name);
        if (at.isEmpty()) {
          // Of the row as a whole.
          return new TreeSet<>(IntStream.range(0, inputColumns).boxed().toList());
        }
        if (at.getAsInt() < inputColumns) {
          columns.add(at.getAsInt());
        } else {
          columns.addAll(before.get(adder(at.getAsInt())));
        }
      }
    }
    return columns;
  }

  /// The step that a column comes from.
  private int adder(int column) {
    int last = workflow.steps().size() - 1;
    return IntStream.rangeClosed(0, last)
        .filter(it -> bound.steps().get(it).firstColumn() <= column)
        .max()
        .orElseThrow();
  }

  /// Counts rows that differ in some columns, all and those that were run before.
  private static final class Alike {
    private final int[] columns;
    private final Counter all = new Counter();
    private final Counter earlier = new Counter();

    Alike(Set<Integer> columns) {
      this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    }

    void add(String[] cells, boolean ranBefore) {
      long hash = 0xcbf29ce484222325L;
      for (int column : columns) {
        hash = fnv(hash, cells[column]);
      }
      all.add(hash);
      if (ranBefore) {
        earlier.add(hash);
      }
    }

    /// FNV-1a, over characters, a text's end included.
    private static long fnv(long start, String text) {
      long hash = start;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return (hash ^ 0xffff) * 0x100000001b3L;
    }
  }

  /// Counts different values without keeping them: linear counting (Whang, Vander-Zanden and
  /// Taylor, 1990) in 2 MB, to a thousandth up to a hundred million.
  private static final class Counter {
    private static final int BITS = 1 << 24;

    private final BitSet seen = new BitSet();

    void add(long hash) {
      // The end of MurmurHash3: every bit hangs on every other.
      long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
      mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
      seen.set((int) (mixed >>> 40));
    }

    double count() {
      double empty = 1 - (double) seen.cardinality() / BITS;
      return -BITS * Math.log(Math.max(empty, 1.0 / BITS));
    }
  }
}
