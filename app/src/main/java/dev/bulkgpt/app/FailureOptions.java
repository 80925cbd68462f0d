package dev.bulkgpt.app;

import dev.bulkgpt.run.FailureRules;
import java.time.Duration;

/// Reads when rows and tasks are given up.
record FailureOptions(Configuration configuration) {

  /// @throws CommandFailedException when something is wrong
  FailureRules read() {
    FailureRules usual = FailureRules.DEFAULT;
    return new FailureRules(
        configuration
            .get(Settings.ROW_TIMEOUT_SECONDS)
            .map(Duration::ofSeconds)
            .orElse(usual.rowTimeout()),
        configuration.get(Settings.ERROR_RATE_PAUSE).orElse(usual.errorRatePause()));
  }
}
