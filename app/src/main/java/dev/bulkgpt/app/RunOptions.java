package dev.bulkgpt.app;

import dev.bulkgpt.task.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which rows a run is about, and what it does with what it remembers.
final class RunOptions {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Run the first N rows; the result has just those.")
  @Nullable Long limit;

  @Option(names = "--retry-failed", description = "Run rows again that failed before.")
  boolean retryFailed;

  @Option(names = "--fresh", description = "Forget what an earlier run of the same remembers.")
  boolean fresh;

  Selection selection() {
    if (limit == null) {
      return Selection.ALL;
    }
    if (limit < 1) {
      throw CommandFailedException.usage("--limit takes a number of at least 1.");
    }
    return new Selection.First(limit);
  }
}
