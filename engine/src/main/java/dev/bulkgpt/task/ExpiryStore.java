package dev.bulkgpt.task;

import dev.bulkgpt.store.Database;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// SQL of what is forgotten: tasks some time after they ended, idempotency keys, shared answers. A
/// task is withdrawn first, deleted then; what a crash leaves of it is found again as ended.
public final class ExpiryStore {

  private static final int DELETED_AT_ONCE = 5_000;

  private final Database database;
  private final InstantSource time;

  public ExpiryStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// Tasks that ended before an instant, at most `limit`. A paused one has not ended.
  public List<Task> endedBefore(long epochMillis, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT * FROM task WHERE finished_at < :before
                  AND state IN ('COMPLETED', 'CANCELED', 'FAILED') LIMIT :limit
                """)
            .bind("before", epochMillis)
            .bind("limit", limit)
            .map(TaskRows::task)
            .list());
  }

  /// Takes a task that ended before an instant away from everybody: from here on nobody finds it by
  /// its workspace, and nothing opens it again.
  ///
  /// @return false when it goes on meanwhile
  public boolean withdraw(String id, long epochMillis) {
    return database.write(tx ->
        tx.createUpdate(
                """
                UPDATE task SET state = 'CANCELED', workspace_id = ''
                WHERE id = :id AND finished_at < :before
                  AND state IN ('COMPLETED', 'CANCELED', 'FAILED')
                """)
            .bind("id", id)
            .bind("before", epochMillis)
            .execute())
        > 0;
  }

  /// Forgets a withdrawn task and all its results, some thousand at a time, so that nobody waits
  /// long for his turn to write.
  public void delete(Task task) {
    for (long row = 1; row <= task.inputRows(); row += DELETED_AT_ONCE) {
      long first = row;
      database.writeOnly(tx -> {
        for (String table : List.of("row_result", "step_result", "stopped_spend")) {
          tx.createUpdate(
                  "DELETE FROM "
                      + table
                      + " WHERE task_id = :id AND row_number BETWEEN :first AND :last")
              .bind("id", task.id())
              .bind("first", first)
              .bind("last", first + DELETED_AT_ONCE - 1)
              .execute();
        }
      });
    }
    database.writeOnly(tx -> {
      for (String sql :
          List.of(
              "DELETE FROM chunk WHERE task_id = ?",
              "DELETE FROM idempotency WHERE task_id = ?",
              "DELETE FROM task WHERE id = ?")) {
        tx.execute(sql, task.id());
      }
    });
  }

  /// Forgets idempotency keys and shared answers whose time is over.
  public void deleteExpired() {
    long now = time.millis();
    database.writeOnly(tx -> {
      tx.execute(
          "DELETE FROM idempotency WHERE created_at < ?", now - IdempotencyKey.KEPT.toMillis());
      tx.execute("DELETE FROM shared_answer WHERE expires_at <= ?", now);
    });
  }

  /// Those of the ids that are tasks.
  public Set<String> known(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return database.read(handle ->
        handle
            .createQuery("SELECT id FROM task WHERE id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .mapTo(String.class)
            .set());
  }
}
