package dev.bulkgpt.app;

import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A task of the native API for people: in a line, or in all it tells.
///
/// @param task as the server sent it
record TaskText(JsonNode task) {

  private static final int NANO_DIGITS = 9;

  /// Id, state, rows, cost and when it came.
  String line() {
    return "%s  %-10s  %s  %s  %s"
        .formatted(word("id"), word("state"), briefRows(), cost(), time("created_at"));
  }

  String all() {
    List<String> lines = new ArrayList<>();
    lines.add("Task      " + word("id"));
    lines.add("Workflow  " + word("workflow_id"));
    lines.add("State     " + word("state") + why());
    lines.add("Rows      " + rows());
    if (task.has("rows_per_second")) {
      lines.add(
          "Speed     %s rows/s, %s left"
              .formatted(
                  word("rows_per_second"),
                  Times.spoken(Duration.ofSeconds(task.path("seconds_left").asLong()))));
    }
    lines.add("Usage     " + usage());
    if (task.has("max_cost_usd")) {
      lines.add("Cap       $" + word("max_cost_usd"));
    }
    lines.add("Created   " + time("created_at"));
    if (task.has("finished_at")) {
      lines.add("Finished  " + time("finished_at"));
    }
    for (JsonNode error : task.path("errors")) {
      lines.add(
          "Error     %,d rows: %s (%s, step %s)"
              .formatted(
                  error.path("rows").asLong(),
                  error.path("message").asString(""),
                  error.path("code").asString(""),
                  error.path("step").asString("")));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String word(String name) {
    return task.path(name).asString("-");
  }

  private String why() {
    JsonNode pause = task.path("pause");
    return pause.isMissingNode()
        ? task.has("failure") ? ": " + word("failure") : ""
        : " (%s): %s"
            .formatted(pause.path("reason").asString(""), pause.path("message").asString(""));
  }

  private String briefRows() {
    return "%,d/%,d rows, %,d failed".formatted(done(), count("total"), count("failed"));
  }

  private String rows() {
    return "%,d of %,d: %,d succeeded, %,d failed, %,d skipped"
        .formatted(done(), count("total"), count("succeeded"), count("failed"), count("skipped"));
  }

  private long done() {
    return count("succeeded") + count("failed") + count("skipped");
  }

  private long count(String name) {
    return task.path("rows").path(name).asLong();
  }

  private String usage() {
    JsonNode usage = task.path("usage");
    return "%,d calls, %,d tokens, %s"
        .formatted(
            usage.path("calls").asLong(),
            usage.path("input_tokens").asLong() + usage.path("output_tokens").asLong(),
            cost());
  }

  private String cost() {
    JsonNode usage = task.path("usage");
    long nanoUsd =
        usage.path("cost_usd").asDecimal(BigDecimal.ZERO).movePointRight(NANO_DIGITS).longValue();
    return Cost.of(
        new Spend(
            usage.path("calls").asInt(),
            Usage.NONE,
            nanoUsd,
            usage.path("unpriced_calls").asInt(),
            usage.path("reused_answers").asInt()));
  }

  private String time(String name) {
    return Instant.ofEpochMilli(task.path(name).asLong()).toString();
  }
}
