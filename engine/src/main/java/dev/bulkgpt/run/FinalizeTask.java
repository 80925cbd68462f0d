package dev.bulkgpt.run;

import dev.bulkgpt.csv.BrokenFileException;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.store.LostBlobException;
import dev.bulkgpt.task.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The `finalize-task` execution: every row has its result; the result file is written, if the
/// engine keeps one, and the task is completed. Run again after a crash it writes the same file. A
/// task whose input is lost fails; a disk that fails is tried again later.
final class FinalizeTask implements Job {

  private final Window window;
  private final ResultFile results;
  private final Blobs blobs;
  private final Optional<ResultOptions> resultBlob;
  private final NodeRows node;

  /// @param node forgets the task's rows
  FinalizeTask(
      Window window,
      ResultFile results,
      Blobs blobs,
      Optional<ResultOptions> resultBlob,
      NodeRows node) {
    this.node = node;
    this.window = window;
    this.results = results;
    this.blobs = blobs;
    this.resultBlob = resultBlob;
  }

  @Override
  public Completion run(Picked picked) {
    String task = Window.taskOf(picked.instance());
    try {
      if (window.isFinalizing(picked.instance())) {
        node.stop(task);
        if (resultBlob.isPresent()) {
          write(task, picked.instance(), resultBlob.get());
        }
      }
    } catch (LostBlobException | BrokenFileException e) {
      String sentence = LostInput.sentence(task, e);
      return tx -> window.fail(tx, task, sentence);
    } catch (IOException e) {
      throw new UncheckedIOException("the result of task " + task + " cannot be written", e);
    }
    return tx -> window.endFinalizing(tx, picked.instance());
  }

  private void write(String task, String instance, ResultOptions options) throws IOException {
    try (Blobs.Writing blob = blobs.create(blobName(task))) {
      results.write(task, ResultFile.csv(blob, options));
      if (window.isFinalizing(instance)) {
        blob.commit();
      }
    }
  }

  /// Where a task's result lies among the blobs.
  static String blobName(String task) {
    return task + ".result.csv";
  }
}
