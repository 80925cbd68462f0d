package dev.bulkgpt.run;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.ResultColumns;
import dev.bulkgpt.csv.ResultCsv;
import dev.bulkgpt.csv.ResultJsonl;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.csv.ResultRows;
import dev.bulkgpt.csv.RowMeta;
import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.Ledger.ResultCursor;
import dev.bulkgpt.task.RowResult;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.workbook.ResultSurvey;
import dev.bulkgpt.workbook.ResultWorkbook;
import dev.bulkgpt.workbook.SheetLimits;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Writes a task's result: the input and the ledger read side by side, once, in order; nothing is
/// held but a row.
///
/// A selected row without a result is left out while the task can still run it; in a canceled task
/// it stands there as `canceled`.
final class ResultFile {

  private final TaskStore tasks;
  private final Ledger ledger;
  private final Blobs blobs;
  private final WorkflowReader reader;

  ResultFile(TaskStore tasks, Ledger ledger, Blobs blobs, WorkflowReader reader) {
    this.tasks = tasks;
    this.ledger = ledger;
    this.blobs = blobs;
    this.reader = reader;
  }

  /// Makes what takes a result's rows, given the input's columns and the added ones.
  @FunctionalInterface
  interface Format<R extends ResultRows> {
    R rows(List<String> input, List<String> added) throws IOException;
  }

  static Format<ResultCsv> csv(OutputStream out, ResultOptions options) {
    return (input, added) -> new ResultCsv(out, input, added, options);
  }

  static Format<ResultJsonl> jsonl(OutputStream out, boolean fullMeta) {
    return (input, added) -> new ResultJsonl(out, input, added, fullMeta);
  }

  static Format<ResultSurvey> survey(boolean fullMeta) {
    return (input, added) -> new ResultSurvey(input, added, fullMeta);
  }

  static Format<ResultWorkbook> workbook(OutputStream out, ResultSurvey survey) {
    return (input, added) -> new ResultWorkbook(out, survey);
  }

  /// @return what took the rows, closed
  /// @throws IllegalArgumentException when there is no such task
  /// @throws dev.bulkgpt.store.LostBlobException when its input is gone or cut off
  /// @throws dev.bulkgpt.csv.BrokenFileException when its input is not as it was written
  <R extends ResultRows> R write(String id, Format<R> format) throws IOException {
    Task task = task(id);
    Workflow workflow = reader.read(task.workflow()).workflow().orElseThrow();
    try (InputStream in = blobs.open(task.inputBlob(), tasks.inputBytes(id));
        R rows = format.rows(task.header(), workflow.output())) {
      Writing writing = new Writing(task, rows, picks(workflow));
      writing.all(RowReader.rows(in, task.header().size()), ledger.results(id));
      return rows;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Why the rows of a selection cannot stand in a workbook, as far as the input tells; the same
  /// exceptions as [#write].
  Optional<String> whyNoWorkbook(String id, Selection selection, boolean fullMeta)
      throws IOException {
    Task task = task(id);
    Workflow workflow = reader.read(task.workflow()).workflow().orElseThrow();
    int columns = ResultColumns.of(task.header(), workflow.output(), fullMeta).size();
    Optional<String> tooMany = SheetLimits.refusal(selection.count(task.inputRows()), columns);
    if (tooMany.isPresent()) {
      return tooMany;
    }
    try (InputStream in = blobs.open(task.inputBlob(), tasks.inputBytes(id))) {
      Iterator<InputRow> rows = RowReader.rows(in, task.header().size());
      while (rows.hasNext()) {
        InputRow row = rows.next();
        Optional<String> tooLong = tooLong(row, task.header());
        if (tooLong.isPresent() && selection.contains(row.number(), task.inputRows())) {
          return tooLong;
        }
      }
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<String> tooLong(InputRow row, List<String> header) {
    for (int at = 0; at < row.cells().length; at++) {
      String cell = row.cells()[at];
      if (!SheetLimits.fits(cell)) {
        return Optional.of(SheetLimits.refusal(row.number(), header.get(at), cell));
      }
    }
    return Optional.empty();
  }

  private Task task(String id) {
    return tasks.find(id).orElseThrow(() -> new IllegalArgumentException("no such task: " + id));
  }

  /// For each column of the result, its place among the cells of a row.
  private static List<Integer> picks(Workflow workflow) {
    List<String> added = new ArrayList<>();
    workflow.steps().forEach(step -> added.addAll(step.columns()));
    return workflow.output().stream().map(added::indexOf).toList();
  }

  private record Writing(Task task, ResultRows rows, List<Integer> picks) {

    void all(Iterator<InputRow> input, ResultCursor results) throws IOException {
      while (input.hasNext()) {
        InputRow row = input.next();
        if (task.selection().contains(row.number(), task.inputRows())) {
          one(row, results.at(row.number()));
        }
      }
    }

    private void one(InputRow row, Optional<RowResult> result) throws IOException {
      if (result.isPresent()) {
        rows.write(row.cells(), picked(result.get()), meta(result.get()));
      } else if (task.state() == TaskState.CANCELED) {
        rows.write(row.cells(), picked(canceled(row.number())), meta(canceled(row.number())));
      }
    }

    private List<String> picked(RowResult result) {
      List<String> cells = new ArrayList<>(picks.size());
      for (int at : picks) {
        cells.add(at < result.cells().size() ? result.cells().get(at) : "");
      }
      return cells;
    }

    private static RowResult canceled(long row) {
      return new RowResult(
          row, RowStatus.CANCELED, List.of(), Optional.empty(), 0, dev.bulkgpt.model.Spend.NONE, 0);
    }

    private static RowMeta meta(RowResult result) {
      return new RowMeta(
          result.row(),
          result.status().wireName(),
          result.error().map(error -> error.message()).orElse(""),
          result.error().map(error -> error.code().wireName()).orElse(""),
          result.error().map(error -> error.step()).orElse(""),
          result.attempts(),
          result.spend().usage().inputTokens(),
          result.spend().usage().outputTokens(),
          Money.ofNanoUsd(result.spend().costNanoUsd()).plain(),
          result.latencyMs(),
          result.spend().reusedAnswers());
    }
  }
}
