package dev.bulkgpt.task;

import org.jdbi.v3.core.Handle;

/// SQL of idempotency keys, inside the transaction that makes a task.
final class IdempotencyStore {

  private IdempotencyStore() {}

  /// What an idempotency key stands for, the key taken if it was free.
  ///
  /// @param now epoch milliseconds
  static Accepted claim(Handle tx, IdempotencyKey key, String taskId, long now) {
    tx.createUpdate(
            """
            DELETE FROM idempotency
            WHERE workspace_id = :workspace AND idem_key = :key AND created_at < :old
            """)
        .bind("workspace", key.workspaceId())
        .bind("key", key.key())
        .bind("old", now - IdempotencyKey.KEPT.toMillis())
        .execute();
    int claimed =
        tx.createUpdate(
                """
                INSERT INTO idempotency (workspace_id, idem_key, request_hash, task_id, created_at)
                VALUES (:workspace, :key, :hash, :task, :now)
                ON CONFLICT (workspace_id, idem_key) DO NOTHING
                """)
            .bind("workspace", key.workspaceId())
            .bind("key", key.key())
            .bind("hash", key.requestHash())
            .bind("task", taskId)
            .bind("now", now)
            .execute();
    if (claimed > 0) {
      return new Accepted.Created(taskId);
    }
    return tx.createQuery(
            """
            SELECT request_hash, task_id FROM idempotency
            WHERE workspace_id = :workspace AND idem_key = :key
            """)
        .bind("workspace", key.workspaceId())
        .bind("key", key.key())
        .map((row, context) ->
            key.requestHash().equals(row.getString(1))
                ? new Accepted.Known(row.getString(2))
                : (Accepted) new Accepted.KeyTaken())
        .one();
  }
}
