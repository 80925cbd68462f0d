package dev.bulkgpt.run.estimate;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.task.RowResult;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.workflow.BoundWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// One pass over the rows: a sample spread over all of them, and a sample of those that were run
/// before. Used by one thread.
final class Survey {

  /// Rows of each sample.
  static final int SAMPLE_ROWS = 200;

  private record Earlier(InputRow row, RowResult result) {}

  private final DryRun spread;
  private final DryRun seen;
  private final DryRun seenBlind;
  private final EarlierRows earlier = new EarlierRows();
  private final Repeats repeats;
  private final List<Earlier> kept = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Selection selection = new Selection.Spread(SAMPLE_ROWS);
  private final long count;
  private long spreadRows;
  private long finishedRows;
  private long emptyRows;

  Survey(BoundWorkflow workflow, Repeats repeats, long count) {
    this.repeats = repeats;
    this.count = count;
    spread = new DryRun(workflow);
    seen = new DryRun(workflow);
    seenBlind = new DryRun(workflow);
  }

  void look(InputRow row, Optional<RowResult> result) {
    if (spread.isEmpty(row.cells())) {
      emptyRows++;
    } else {
      repeats.add(row, result.isPresent());
    }
    if (selection.contains(row.number(), count)) {
      spreadRows++;
      spread.run(row.number(), row.cells(), List.of());
    }
    if (result.isPresent()) {
      earlier.add(result.get());
      if (result.get().status() != RowStatus.FAILED) {
        keep(new Earlier(row, result.get()));
      }
    }
  }

  /// Each finished row is kept with the same chance.
  private void keep(Earlier row) {
    finishedRows++;
    if (kept.size() < SAMPLE_ROWS) {
      kept.add(row);
      return;
    }
    long place = random.nextLong(finishedRows);
    if (place < SAMPLE_ROWS) {
      kept.set((int) place, row);
    }
  }

  /// All rows were looked at.
  void end() {
    for (Earlier it : kept) {
      seen.run(it.row().number(), it.row().cells(), it.result().cells());
      seenBlind.run(it.row().number(), it.row().cells(), List.of());
    }
  }

  /// Rows spread over all, with made-up answers.
  DryRun spread() {
    return spread;
  }

  long spreadRows() {
    return spreadRows;
  }

  /// Rows that were run before, with their real answers.
  DryRun seen() {
    return seen;
  }

  long seenRows() {
    return kept.size();
  }

  EarlierRows earlier() {
    return earlier;
  }

  /// Questions a row, of a step that was foreseen.
  double questionsPerRow(int step, Foreseen foreseen) {
    return foreseen.asksOnce() ? repeats.questionsPerRow(step) : 1;
  }

  /// The same of the rows that were run before.
  double askedPerEarlierRow(int step, Foreseen foreseen) {
    return foreseen.asksOnce() ? repeats.askedPerEarlierRow(step) : 1;
  }

  /// Questions to be asked for each that was asked before.
  double openPerAsked(int step, Foreseen foreseen) {
    return foreseen.asksOnce()
        ? repeats.openPerAsked(step)
        : (double) (count - earlier.rows()) / earlier.rows();
  }

  /// Said of a run in which rows ask the same.
  Optional<String> basisOfRepeats(DryRun run) {
    boolean repeated =
        IntStream.range(0, run.steps().size())
            .anyMatch(step -> questionsPerRow(step, run.steps().get(step)) < 1);
    return repeated
        ? Optional.of("rows that repeat a question of an earlier one are not asked again")
        : Optional.empty();
  }

  /// Said when rows have nothing to ask about.
  Optional<String> basisOfEmptyRows() {
    return emptyRows == 0
        ? Optional.empty()
        : Optional.of(
            "%,d %s empty where the models read and %s not asked"
                .formatted(
                    emptyRows,
                    emptyRows == 1 ? "row is" : "rows are",
                    emptyRows == 1 ? "is" : "are"));
  }

  /// How much longer the prompts of all rows are than those of the rows run before: the first rows
  /// of a file need not be like the others.
  double longer() {
    double before = seenBlind.input() / Math.max(1, seenRows());
    double all = spread.input() / Math.max(1, spreadRows);
    return before > 0 && all > 0 ? all / before : 1;
  }
}
