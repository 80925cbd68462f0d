package dev.bulkgpt.app;

import dev.bulkgpt.run.FailureRules;
import java.time.Duration;
import java.util.OptionalDouble;

/// Reads when rows and tasks are given up: `row_timeout_seconds` and `error_rate_pause`.
record FailureOptions(Configuration configuration) {

  private static final long MAX_SECONDS = 7 * 86_400;

  /// @throws CommandFailedException when something is wrong
  FailureRules read() {
    FailureRules usual = FailureRules.DEFAULT;
    return new FailureRules(
        configuration
            .get("row_timeout_seconds")
            .map(FailureOptions::seconds)
            .orElse(usual.rowTimeout()),
        configuration
            .get("error_rate_pause")
            .map(FailureOptions::share)
            .orElse(usual.errorRatePause()));
  }

  private static Duration seconds(String text) {
    try {
      long seconds = Long.parseLong(text.strip());
      if (seconds >= 1 && seconds <= MAX_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      throw wrong(
          "row_timeout_seconds", "a whole number from 1 to %,d".formatted(MAX_SECONDS), text);
    }
    throw wrong("row_timeout_seconds", "a whole number from 1 to %,d".formatted(MAX_SECONDS), text);
  }

  private static OptionalDouble share(String text) {
    if (text.strip().equals("off")) {
      return OptionalDouble.empty();
    }
    try {
      double share = Double.parseDouble(text.strip());
      if (share > 0 && share < 1) {
        return OptionalDouble.of(share);
      }
    } catch (NumberFormatException e) {
      throw wrong("error_rate_pause", "a share between 0 and 1, or `off`", text);
    }
    throw wrong("error_rate_pause", "a share between 0 and 1, or `off`", text);
  }

  private static CommandFailedException wrong(String setting, String wanted, String text) {
    return CommandFailedException.usage("%s is %s, not `%s`.".formatted(setting, wanted, text));
  }
}
