package dev.bulkgpt.task;

import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StepEntry;
import dev.bulkgpt.task.Entry.StopEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One group commit. Plain JDBC, for this is the hottest SQL of the product.
///
/// Entries are written in the order of (task, row), so that two nodes never wait for each other;
/// the tasks' counters come last. Only rows that were really written are counted: writing the same
/// batch again, after a commit whose outcome was unknown, changes nothing.
final class LedgerBatch {

  private static final String APPEND =
      """
      INSERT INTO row_result (retry_round, status, cells, error_code, error_step, error_message,
        attempts, calls, unpriced_calls, input_tokens, cached_input_tokens, output_tokens,
        cost_nano_usd, reused_answers, latency_ms, finished_at, asked, task_id, row_number)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (task_id, row_number) DO NOTHING
      """;

  private static final String REPLACE =
      """
      UPDATE row_result SET retry_round = ?, status = ?, cells = ?, error_code = ?,
        error_step = ?, error_message = ?, attempts = attempts + ?, calls = calls + ?,
        unpriced_calls = unpriced_calls + ?, input_tokens = input_tokens + ?,
        cached_input_tokens = cached_input_tokens + ?, output_tokens = output_tokens + ?,
        cost_nano_usd = cost_nano_usd + ?, reused_answers = reused_answers + ?, latency_ms = ?,
        finished_at = ?, asked = ?
      WHERE task_id = ? AND row_number = ? AND status = 'FAILED' AND retry_round < ?
      """;

  private static final String SAVE_STEP =
      """
      INSERT INTO step_result (task_id, row_number, step_id, cells, attempts, calls,
        unpriced_calls, input_tokens, cached_input_tokens, output_tokens, cost_nano_usd,
        reused_answers, latency_ms, asked, retry_round)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (task_id, row_number, step_id) DO NOTHING
      """;

  private static final String SAVE_STOP =
      """
      INSERT INTO stopped_spend (task_id, row_number, stop_id, retry_round, calls,
        unpriced_calls, input_tokens, cached_input_tokens, output_tokens, cost_nano_usd,
        reused_answers)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (task_id, row_number, stop_id) DO NOTHING
      """;

  private static final String FORGET_STEPS =
      "DELETE FROM step_result WHERE task_id = ? AND row_number = ?";

  private static final String COUNT =
      """
      UPDATE task SET succeeded = succeeded + ?, failed = failed + ?, skipped = skipped + ?,
        calls = calls + ?, unpriced_calls = unpriced_calls + ?, input_tokens = input_tokens + ?,
        cached_input_tokens = cached_input_tokens + ?, output_tokens = output_tokens + ?,
        cost_nano_usd = cost_nano_usd + ?, reused_answers = reused_answers + ?
      WHERE id = ?
      """;

  private static final String SHARE =
      """
      INSERT INTO shared_answer (workspace_id, fingerprint, cells, answered_at, expires_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, fingerprint) DO UPDATE SET cells = excluded.cells,
        answered_at = excluded.answered_at, expires_at = excluded.expires_at
      """;

  /// One order for all nodes, so that none waits for the other.
  private static final Comparator<Learned.Shared> BY_KEY =
      Comparator.comparing(Learned.Shared::workspaceId)
          .thenComparingLong(answer -> answer.question().high())
          .thenComparingLong(answer -> answer.question().low());

  private final Connection connection;
  private final long now;
  private final Map<String, Delta> deltas = new TreeMap<>();

  private LedgerBatch(Connection connection, long now) {
    this.connection = connection;
    this.now = now;
  }

  static void write(Connection connection, List<Entry> entries, long now) throws SQLException {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::taskId).thenComparingLong(Entry::row));
    LedgerBatch batch = new LedgerBatch(connection, now);
    batch.steps(sorted);
    batch.stops(sorted);
    batch.rows(sorted);
    batch.shared(sorted);
    batch.counts();
  }

  private void stops(List<Entry> sorted) throws SQLException {
    execute(
        SAVE_STOP,
        only(sorted, StopEntry.class),
        (statement, entry) -> {
          statement.setString(1, entry.taskId());
          statement.setLong(2, entry.row());
          statement.setString(3, entry.stopId());
          statement.setInt(4, entry.retryRound());
          setSpend(statement, 5, entry.fresh());
        },
        entry -> delta(entry).spend(entry.fresh()));
  }

  private void steps(List<Entry> sorted) throws SQLException {
    List<StepEntry> steps = only(sorted, StepEntry.class);
    execute(
        SAVE_STEP,
        steps,
        (statement, entry) -> {
          statement.setString(1, entry.taskId());
          statement.setLong(2, entry.row());
          statement.setString(3, entry.result().stepId());
          statement.setString(4, Cells.write(entry.result().cells()));
          statement.setInt(5, entry.result().attempts());
          setSpend(statement, 6, entry.result().spend());
          statement.setLong(13, entry.result().latencyMs());
          statement.setBytes(14, asked(entry));
          statement.setInt(15, entry.result().retryRound());
        },
        entry -> delta(entry).spend(entry.fresh()));
  }

  private void rows(List<Entry> sorted) throws SQLException {
    List<RowEntry> rows = only(sorted, RowEntry.class);
    List<RowEntry> written = new ArrayList<>(rows.size());
    execute(
        APPEND,
        rows.stream().filter(entry -> !entry.replacesFailure()).toList(),
        this::setRow,
        entry -> {
          delta(entry).row(entry, 0);
          written.add(entry);
        });
    execute(
        REPLACE,
        rows.stream().filter(RowEntry::replacesFailure).toList(),
        (statement, entry) -> {
          setRow(statement, entry);
          statement.setInt(20, entry.retryRound());
        },
        entry -> {
          delta(entry).row(entry, -1);
          written.add(entry);
        });
    execute(
        FORGET_STEPS,
        written.stream()
            .filter(RowEntry::hadSavedSteps)
            .filter(entry -> entry.result().status() != RowStatus.FAILED)
            .toList(),
        (statement, entry) -> {
          statement.setString(1, entry.taskId());
          statement.setLong(2, entry.row());
        },
        entry -> {});
  }

  private void setRow(PreparedStatement statement, RowEntry entry) throws SQLException {
    RowResult result = entry.result();
    statement.setInt(1, entry.retryRound());
    statement.setString(2, result.status().name());
    statement.setString(3, Cells.write(result.cells()));
    statement.setString(4, result.error().map(error -> error.code().name()).orElse(null));
    statement.setString(5, result.error().map(error -> error.step()).orElse(null));
    statement.setString(6, result.error().map(e -> Cells.clean(e.message())).orElse(null));
    statement.setInt(7, result.attempts());
    setSpend(statement, 8, result.spend());
    statement.setLong(15, result.latencyMs());
    statement.setLong(16, now);
    statement.setBytes(17, asked(entry));
    statement.setString(18, entry.taskId());
    statement.setLong(19, result.row());
  }

  private static byte @Nullable [] asked(Entry entry) {
    List<Fingerprint> asked = entry.learned().asked();
    return asked.isEmpty() ? null : Fingerprint.bytes(asked);
  }

  private void shared(List<Entry> sorted) throws SQLException {
    List<Learned.Shared> answers =
        sorted.stream().flatMap(entry -> entry.learned().shared().stream()).sorted(BY_KEY).toList();
    execute(
        SHARE,
        answers,
        (statement, answer) -> {
          statement.setString(1, answer.workspaceId());
          statement.setBytes(2, Fingerprint.bytes(List.of(answer.question())));
          statement.setString(3, Cells.write(answer.cells()));
          statement.setLong(4, now);
          statement.setLong(5, now + answer.ttl().toMillis());
        },
        answer -> {});
  }

  private static void setSpend(PreparedStatement statement, int at, Spend spend)
      throws SQLException {
    statement.setInt(at, spend.calls());
    statement.setInt(at + 1, spend.unpricedCalls());
    statement.setLong(at + 2, spend.usage().inputTokens());
    statement.setLong(at + 3, spend.usage().cachedInputTokens());
    statement.setLong(at + 4, spend.usage().outputTokens());
    statement.setLong(at + 5, spend.costNanoUsd());
    statement.setInt(at + 6, spend.reusedAnswers());
  }

  private void counts() throws SQLException {
    execute(
        COUNT,
        List.copyOf(deltas.entrySet()),
        (statement, entry) -> {
          Delta delta = entry.getValue();
          statement.setLong(1, delta.succeeded);
          statement.setLong(2, delta.failed);
          statement.setLong(3, delta.skipped);
          setSpend(statement, 4, delta.spend);
          statement.setString(11, entry.getKey());
        },
        entry -> {});
  }

  private Delta delta(Entry entry) {
    return deltas.computeIfAbsent(entry.taskId(), id -> new Delta());
  }

  private static <E extends Entry> List<E> only(List<Entry> entries, Class<E> type) {
    return entries.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Runs one statement for each item, and tells of each that changed a row.
  private <T> void execute(String sql, List<T> items, Setter<T> setter, Written<T> written)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T item : items) {
        setter.set(statement, item);
        statement.addBatch();
      }
      int[] changed = statement.executeBatch();
      for (int i = 0; i < changed.length; i++) {
        if (changed[i] > 0) {
          written.accept(items.get(i));
        }
      }
    }
  }

  @FunctionalInterface
  private interface Setter<T> {
    void set(PreparedStatement statement, T item) throws SQLException;
  }

  @FunctionalInterface
  private interface Written<T> {
    void accept(T item);
  }

  /// What a batch changes in one task's account.
  private static final class Delta {
    private long succeeded;
    private long failed;
    private long skipped;
    private Spend spend = Spend.NONE;

    void spend(Spend fresh) {
      spend = spend.plus(fresh);
    }

    void row(RowEntry entry, int failedBefore) {
      spend(entry.fresh());
      failed += failedBefore;
      switch (entry.result().status()) {
        case SUCCEEDED -> succeeded++;
        case FAILED -> failed++;
        case SKIPPED -> skipped++;
        case CANCELED -> throw new IllegalStateException("a canceled row has no result");
      }
    }
  }
}
