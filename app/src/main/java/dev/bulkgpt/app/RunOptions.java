package dev.bulkgpt.app;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which rows a run is about, what it may spend, and what it does with what it remembers.
final class RunOptions {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Run the first N rows; the result has just those.")
  @Nullable Long limit;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Run N rows spread over the input; the result has just those, and a later full run uses"
              + " them again.")
  @Nullable Long sample;

  @Option(
      names = "--max-cost-usd",
      paramLabel = "X",
      description =
          "Pause before more than X US dollars are spent; the workflow's own max_cost_usd holds"
              + " too.")
  @Nullable String maxCostUsd;

  @Option(names = "--retry-failed", description = "Run rows again that failed before.")
  boolean retryFailed;

  @Option(names = "--fresh", description = "Forget what an earlier run of the same remembers.")
  boolean fresh;

  Selection selection() {
    if (limit != null && sample != null) {
      throw CommandFailedException.usage("--limit and --sample exclude each other.");
    }
    if (limit != null) {
      return new Selection.First(positive("--limit", limit));
    }
    return sample == null ? Selection.ALL : new Selection.Spread(positive("--sample", sample));
  }

  /// The lower of the command's cap and the workflow's.
  Optional<Money> cap(Workflow workflow) {
    return Money.lower(workflow.maxCost(), maxCost());
  }

  private Optional<Money> maxCost() {
    if (maxCostUsd == null) {
      return Optional.empty();
    }
    Optional<Money> cap = Money.cap(maxCostUsd);
    if (cap.isEmpty()) {
      throw CommandFailedException.usage(
          "--max-cost-usd takes US dollars above 0 with up to 9 decimals, such as 2.50.");
    }
    return cap;
  }

  private static long positive(String option, long rows) {
    if (rows < 1) {
      throw CommandFailedException.usage(option + " takes a number of at least 1.");
    }
    return rows;
  }
}
