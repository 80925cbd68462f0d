package dev.bulkgpt.task;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// How rows of the database become records.
final class TaskRows {

  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

  private TaskRows() {}

  static Task task(ResultSet row, StatementContext context) throws SQLException {
    return new Task(
        row.getString("id"),
        new Origin(row.getString("workspace_id"), row.getString("workflow_id")),
        row.getString("workflow"),
        JsonMapper.shared().readValue(row.getString("header"), STRINGS),
        row.getString("input_blob"),
        row.getLong("input_rows"),
        Selection.parse(row.getString("selection")),
        TaskState.valueOf(row.getString("state")),
        pause(row),
        failure(row),
        number(row, "max_cost_nano_usd").map(Money::ofNanoUsd),
        row.getInt("retry_round"),
        counts(row),
        spend(row),
        new Task.Times(
            row.getLong("created_at"), number(row, "started_at"), number(row, "finished_at")));
  }

  static Progress progress(ResultSet row, StatementContext context) throws SQLException {
    return new Progress(TaskState.valueOf(row.getString("state")), pause(row), counts(row));
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong("selected_rows"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        row.getLong("skipped"));
  }

  static Spend spend(ResultSet row) throws SQLException {
    return new Spend(
        row.getInt("calls"),
        new Usage(
            row.getLong("input_tokens"),
            row.getLong("cached_input_tokens"),
            row.getLong("output_tokens")),
        row.getLong("cost_nano_usd"),
        row.getInt("unpriced_calls"),
        row.getInt("reused_answers"));
  }

  private static Optional<Pause> pause(ResultSet row) throws SQLException {
    String reason = row.getString("pause_reason");
    if (reason == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Pause(
            Pause.Reason.valueOf(reason),
            Optional.ofNullable(row.getString("pause_code")).map(ErrorCode::valueOf),
            row.getString("pause_message")));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static Optional<String> failure(ResultSet row) throws SQLException {
    return TaskState.FAILED.name().equals(row.getString("state"))
        ? Optional.ofNullable(row.getString("pause_message"))
        : Optional.empty();
  }
}
