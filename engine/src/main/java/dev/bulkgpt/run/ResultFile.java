package dev.bulkgpt.run;

import dev.bulkgpt.csv.InputRow;
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
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
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

  /// Makes the writer of a result's rows, given the input's columns and the added ones.
  @FunctionalInterface
  interface Format {
    ResultRows rows(List<String> input, List<String> added) throws IOException;
  }

  static Format csv(OutputStream out, ResultOptions options) {
    return (input, added) -> new ResultCsv(out, input, added, options);
  }

  static Format jsonl(OutputStream out, boolean fullMeta) {
    return (input, added) -> new ResultJsonl(out, input, added, fullMeta);
  }

  /// @throws IllegalArgumentException when there is no such task
  /// @throws dev.bulkgpt.store.LostBlobException when its input is gone or cut off
  /// @throws dev.bulkgpt.csv.BrokenFileException when its input is not as it was written
  void write(String id, Format format) throws IOException {
    Task task =
        tasks.find(id).orElseThrow(() -> new IllegalArgumentException("no such task: " + id));
    Workflow workflow = reader.read(task.workflow()).workflow().orElseThrow();
    try (InputStream in = blobs.open(task.inputBlob(), tasks.inputBytes(id));
        ResultRows rows = format.rows(task.header(), workflow.output())) {
      Writing writing = new Writing(task, rows, picks(workflow));
      writing.all(RowReader.rows(in, task.header().size()), ledger.results(id));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
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
