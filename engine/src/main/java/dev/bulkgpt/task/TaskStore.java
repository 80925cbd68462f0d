package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tools.jackson.databind.json.JsonMapper;

/// SQL of tasks and their counts. Chunks and what is scheduled next: [Window]; results: [Ledger];
/// what is forgotten: [ExpiryStore].
public final class TaskStore {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final InstantSource time;

  public TaskStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// Writes a task and its chunks; nothing is scheduled yet (see [Window#open]).
  void insert(Handle tx, NewTask task) {
    tx.createUpdate(
            """
            INSERT INTO task (id, workspace_id, workflow_id, workflow, header, input_blob, input_rows, selection,
              selected_rows, state, retry_round, openings, succeeded, failed, skipped,
              calls, unpriced_calls, input_tokens, cached_input_tokens, output_tokens,
              cost_nano_usd, max_cost_nano_usd, created_at)
            VALUES (:id, :workspace, :workflowId, :workflow, :header, :inputBlob, :inputRows, :selection,
              :selectedRows, 'PREPARING', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, :maxCost, :now)
            """)
        .bind("id", task.id())
        .bind("workspace", task.origin().workspaceId())
        .bind("workflowId", task.origin().workflowId())
        .bind("workflow", task.workflow())
        .bind("header", JSON.writeValueAsString(task.header()))
        .bind("inputBlob", task.inputBlob())
        .bind("inputRows", task.inputRows())
        .bind("selection", task.selection().text())
        .bind("selectedRows", task.selection().count(task.inputRows()))
        .bind("maxCost", task.maxCost().map(Money::nanoUsd).orElse(null))
        .bind("now", time.millis())
        .execute();
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT INTO chunk (task_id, number, first_row, row_count, byte_offset, byte_count,
              state, round, open_rows)
            VALUES (?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)
            """);
    for (ChunkSpan span : task.chunks()) {
      batch.add(
          task.id(),
          span.number(),
          span.firstRow(),
          span.rows(),
          span.offset(),
          span.bytes(),
          span.rows());
    }
    batch.execute();
  }

  public Optional<Task> find(String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM task WHERE id = :id")
            .bind("id", id)
            .map(TaskRows::task)
            .findOne());
  }

  /// A workspace's task; empty when it has no such task.
  public Optional<Task> find(String workspaceId, String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM task WHERE id = :id AND workspace_id = :workspace")
            .bind("id", id)
            .bind("workspace", workspaceId)
            .map(TaskRows::task)
            .findOne());
  }

  /// How far a workspace's task is; empty when it has no such task.
  public Optional<Progress> progress(String workspaceId, String id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT state, pause_reason, pause_code, pause_message,
                  selected_rows, succeeded, failed, skipped
                FROM task WHERE id = :id AND workspace_id = :workspace
                """)
            .bind("id", id)
            .bind("workspace", workspaceId)
            .map(TaskRows::progress)
            .findOne());
  }

  /// Tasks of a workspace, the latest first.
  ///
  /// @param before only tasks after this one in that order; empty: from the first
  /// @param limit most tasks
  public List<Task> list(String workspaceId, Optional<Task> before, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM task WHERE workspace_id = :workspace
                  AND (created_at < :at OR (created_at = :at AND id < :id))
                ORDER BY created_at DESC, id DESC LIMIT :limit
                """)
            .bind("workspace", workspaceId)
            .bind("at", before.map(task -> task.times().createdAt()).orElse(Long.MAX_VALUE))
            .bind("id", before.map(Task::id).orElse(""))
            .bind("limit", limit)
            .map(TaskRows::task)
            .list());
  }

  /// How many tasks there are in each state; states without a task are absent.
  public Map<TaskState, Long> countByState() {
    return database.read(handle ->
        handle
            .createQuery("SELECT state, count(*) FROM task GROUP BY state")
            .map((row, context) -> Map.entry(TaskState.valueOf(row.getString(1)), row.getLong(2)))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// How long the canonical input is, by its index.
  public long inputBytes(String id) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT coalesce(max(byte_offset + byte_count), 0) FROM chunk WHERE task_id = :id")
            .bind("id", id)
            .mapTo(long.class)
            .one());
  }

  /// Stops a task for good. No effect on one that has ended or is finalizing.
  ///
  /// @return whether this call canceled it
  boolean cancel(Handle tx, String id) {
    return tx.createUpdate(
                """
                UPDATE task SET state = 'CANCELED', finished_at = :now,
                  pause_reason = NULL, pause_code = NULL, pause_message = NULL
                WHERE id = :id AND state IN ('PREPARING', 'RUNNING', 'PAUSED')
                """)
            .bind("id", id)
            .bind("now", time.millis())
            .execute()
        > 0;
  }

  /// What an idempotency key stands for, the key taken if it was free.
  Accepted claim(Handle tx, IdempotencyKey key, String taskId) {
    return IdempotencyStore.claim(tx, key, taskId, time.millis());
  }

  /// The task, which nobody else can change until the transaction ends.
  ///
  /// @throws IllegalStateException when there is no such task
  Task lock(Handle tx, String id) {
    String forUpdate =
        switch (database.dialect()) {
          case SQLITE -> "";
          case POSTGRES -> " FOR UPDATE";
        };
    return tx.createQuery("SELECT * FROM task WHERE id = :id" + forUpdate)
        .bind("id", id)
        .map(TaskRows::task)
        .findOne()
        .orElseThrow(() -> new IllegalStateException("no such task: " + id));
  }

  /// The first row is about to start.
  public void begin(String id) {
    database.writeOnly(tx ->
        tx.createUpdate(
                """
                UPDATE task SET state = 'RUNNING', started_at = :now
                WHERE id = :id AND state = 'PREPARING'
                """)
            .bind("id", id)
            .bind("now", time.millis())
            .execute());
  }

  /// Stops rows from being started. No effect on a task that is settled or finalizing.
  ///
  /// @return whether this call paused it
  public boolean pause(String id, Pause pause) {
    return pause(id, pause, Optional.empty());
  }

  /// As [#pause(String, Pause)], unless the cap is another by now.
  ///
  /// @param cap that is reached; empty: whatever it is
  public boolean pause(String id, Pause pause, Optional<Money> cap) {
    return database.write(tx ->
        tx.createUpdate(
                """
                UPDATE task SET state = 'PAUSED', pause_reason = :reason,
                  pause_code = :code, pause_message = :message
                WHERE id = :id AND state IN ('PREPARING', 'RUNNING')
                  AND (CAST(:cap AS BIGINT) IS NULL OR max_cost_nano_usd = :cap)
                """)
            .bind("id", id)
            .bind("cap", cap.map(Money::nanoUsd).orElse(null))
            .bind("reason", pause.reason().name())
            .bind("code", pause.code().map(Enum::name).orElse(null))
            .bind("message", pause.message())
            .execute())
        > 0;
  }

  /// True while an opening of the task is finalizing.
  public boolean isFinalizing(String id, int opening) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) FROM task
                WHERE id = :id AND state = 'FINALIZING' AND openings = :opening
                """)
            .bind("id", id)
            .bind("opening", opening)
            .mapTo(int.class)
            .one())
        > 0;
  }

  /// Ends a task whose every selected row has a result, unless it was opened again since.
  void complete(Handle tx, String id, int opening) {
    tx.createUpdate(
            """
            UPDATE task SET state = 'COMPLETED', finished_at = :now
            WHERE id = :id AND state = 'FINALIZING' AND openings = :opening
            """)
        .bind("id", id)
        .bind("opening", opening)
        .bind("now", time.millis())
        .execute();
  }

  /// Ends a task that cannot go on by a fault of ours. No effect on one that has ended.
  void fail(Handle tx, String id, String sentence) {
    tx.createUpdate(
            """
            UPDATE task SET state = 'FAILED', finished_at = :now,
              pause_reason = NULL, pause_code = NULL, pause_message = :sentence
            WHERE id = :id AND state IN ('PREPARING', 'RUNNING', 'FINALIZING', 'PAUSED')
            """)
        .bind("id", id)
        .bind("sentence", sentence)
        .bind("now", time.millis())
        .execute();
  }

  /// Failed rows by reason, the most frequent first, at most `limit` groups.
  public List<ErrorGroup> errors(String id, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT error_code, error_step, error_message, count(*) AS n
                FROM row_result WHERE task_id = :id AND status = 'FAILED'
                GROUP BY error_code, error_step, error_message
                ORDER BY n DESC, error_code, error_message LIMIT :limit
                """)
            .bind("id", id)
            .bind("limit", limit)
            .map((row, context) ->
                new ErrorGroup(
                    row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
            .list());
  }
}
