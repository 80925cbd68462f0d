package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.RowResult.RowError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;

/// SQL of results: what each row and each paid step came to. Results are only appended, once: the
/// first writer wins. Writing: [LedgerBatch].
public final class Ledger {

  private static final int PAGE_ROWS = 1_000;
  private static final int PAGE_CHARS = 4 << 20;
  private static final int FETCH_ROWS = 100;

  private final Database database;
  private final InstantSource time;

  public Ledger(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// Writes entries in one transaction, with the counts and the spend of their tasks.
  public void append(List<Entry> entries) {
    try {
      database.writeOnly(tx -> LedgerBatch.write(tx.getConnection(), entries, time.millis()));
    } catch (SQLException e) {
      throw new TransactionException("the ledger was not written", e);
    }
  }

  /// What stands for the rows of a chunk.
  ///
  /// @param retryRound failed results of earlier rounds do not stand
  public Standing standing(String taskId, ChunkSpan span, int retryRound) {
    return database.read(handle -> {
      Standing standing = new Standing(span.firstRow(), span.rows());
      handle
          .createQuery(
              """
              SELECT row_number, status, retry_round FROM row_result
              WHERE task_id = :id AND row_number BETWEEN :first AND :last
              """)
          .bind("id", taskId)
          .bind("first", span.firstRow())
          .bind("last", span.lastRow())
          .map((row, context) -> mark(standing, row, retryRound))
          .list();
      if (!standing.complete()) {
        savedSteps(handle, taskId, span).forEach(standing::saved);
        stoppedSpend(handle, taskId, span, retryRound).forEach(standing::paid);
      }
      return standing;
    });
  }

  /// All results of a task in the order of rows, read a page at a time: whoever reads slowly holds
  /// no connection.
  public ResultCursor results(String taskId) {
    return new ResultCursor(new Pages(taskId));
  }

  private List<RowResult> page(String taskId, long afterRow) {
    List<RowResult> page = new ArrayList<>();
    database.stream(handle -> {
      try (var query =
              handle
                  .createQuery(
                      """
                      SELECT * FROM row_result WHERE task_id = :id AND row_number > :after
                      ORDER BY row_number LIMIT :most
                      """)
                  .setFetchSize(FETCH_ROWS)
                  .bind("id", taskId)
                  .bind("after", afterRow)
                  .bind("most", PAGE_ROWS);
          var rows = query.map((row, context) -> result(row)).iterator()) {
        long chars = 0;
        while (rows.hasNext() && chars < PAGE_CHARS) {
          RowResult next = rows.next();
          chars += next.cells().stream().mapToLong(String::length).sum();
          page.add(next);
        }
      }
    });
    return page;
  }

  private final class Pages implements Iterator<RowResult> {
    private final String taskId;
    private Iterator<RowResult> page = Collections.emptyIterator();
    private long row;
    private boolean ended;

    Pages(String taskId) {
      this.taskId = taskId;
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && !ended) {
        page = page(taskId, row).iterator();
        ended = !page.hasNext();
      }
      return !ended;
    }

    @Override
    public RowResult next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      RowResult next = page.next();
      row = next.row();
      return next;
    }
  }

  private static boolean mark(Standing standing, ResultSet row, int retryRound)
      throws SQLException {
    int round = row.getInt(3);
    boolean toRetry = RowStatus.FAILED.name().equals(row.getString(2)) && round < retryRound;
    if (toRetry) {
      standing.failed(row.getLong(1), round);
    } else {
      standing.done(row.getLong(1));
    }
    return toRetry;
  }

  private static Map<Long, Map<String, StepResult>> savedSteps(
      Handle handle, String taskId, ChunkSpan span) {
    Map<Long, Map<String, StepResult>> saved = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT * FROM step_result
            WHERE task_id = :id AND row_number BETWEEN :first AND :last
            """)
        .bind("id", taskId)
        .bind("first", span.firstRow())
        .bind("last", span.lastRow())
        .map((row, context) ->
            new StepResult(
                row.getLong("row_number"),
                row.getString("step_id"),
                Cells.read(row.getString("cells")),
                row.getInt("retry_round"),
                row.getInt("attempts"),
                TaskRows.spend(row),
                row.getLong("latency_ms"),
                learned(row)))
        .forEach(step ->
            saved.computeIfAbsent(step.row(), row -> new HashMap<>()).put(step.stepId(), step));
    return saved;
  }

  private static Learned learned(ResultSet row) throws SQLException {
    byte[] asked = row.getBytes("asked");
    return asked == null ? Learned.NOTHING : new Learned(Fingerprint.read(asked), List.of());
  }

  private static Map<Long, Spend> stoppedSpend(
      Handle handle, String taskId, ChunkSpan span, int retryRound) {
    Map<Long, Spend> paid = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT * FROM stopped_spend WHERE task_id = :id AND retry_round = :round
              AND row_number BETWEEN :first AND :last
            """)
        .bind("id", taskId)
        .bind("round", retryRound)
        .bind("first", span.firstRow())
        .bind("last", span.lastRow())
        .map((row, context) -> Map.entry(row.getLong("row_number"), TaskRows.spend(row)))
        .forEach(stop -> paid.merge(stop.getKey(), stop.getValue(), Spend::plus));
    return paid;
  }

  private static RowResult result(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    return new RowResult(
        row.getLong("row_number"),
        RowStatus.valueOf(row.getString("status")),
        Cells.read(row.getString("cells")),
        code == null
            ? Optional.empty()
            : Optional.of(
                new RowError(
                    ErrorCode.valueOf(code),
                    row.getString("error_step"),
                    row.getString("error_message"))),
        row.getInt("attempts"),
        TaskRows.spend(row),
        row.getLong("latency_ms"));
  }

  /// Results in order, asked for row by row in ascending order.
  public static final class ResultCursor {
    private final Iterator<RowResult> rows;
    private Optional<RowResult> head;

    private ResultCursor(Iterator<RowResult> rows) {
      this.rows = rows;
      head = next();
    }

    /// The result of a row, or empty when it has none.
    public Optional<RowResult> at(long row) {
      while (head.isPresent() && head.get().row() < row) {
        head = next();
      }
      return head.filter(result -> result.row() == row);
    }

    private Optional<RowResult> next() {
      return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }
  }
}
