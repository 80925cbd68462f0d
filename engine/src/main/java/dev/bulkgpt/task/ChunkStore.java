package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// SQL of a task's chunks, inside the transactions of [Window].
final class ChunkStore {

  private ChunkStore() {}

  /// The chunk behind an execution.
  static Optional<Chunk> find(Handle handle, String instance) {
    String[] parts = instance.split("/", -1);
    return handle
        .createQuery(
            """
            SELECT * FROM chunk WHERE task_id = :task AND number = :number
              AND round = :round
            """)
        .bind("task", parts[0])
        .bind("number", Integer.parseInt(parts[1]))
        .bind("round", Integer.parseInt(parts[2]))
        .map((row, context) -> chunk(row))
        .findOne();
  }

  /// Waiting chunks in order, each with the round it will be scheduled under.
  static List<Chunk> waiting(Handle tx, Task task, int count) {
    if (count < 1) {
      return List.of();
    }
    return tx.createQuery(
            """
            SELECT * FROM chunk WHERE task_id = :id AND state = 'WAITING'
              AND first_row <= :last ORDER BY number LIMIT :count
            """)
        .bind("id", task.id())
        .bind("last", SelectedCounts.lastRow(task.selection(), task.inputRows()))
        .bind("count", count)
        .map((row, context) -> chunk(row))
        .map(chunk -> new Chunk(chunk.taskId(), chunk.span(), chunk.round() + 1))
        .list();
  }

  static int scheduled(Handle tx, String id) {
    return tx.createQuery("SELECT count(*) FROM chunk WHERE task_id = :id AND state = 'SCHEDULED'")
        .bind("id", id)
        .mapTo(int.class)
        .one();
  }

  static void schedule(Handle tx, Chunk chunk) {
    tx.createUpdate(
            """
            UPDATE chunk SET state = 'SCHEDULED', round = :round
            WHERE task_id = :task AND number = :number
            """)
        .bind("task", chunk.taskId())
        .bind("number", chunk.span().number())
        .bind("round", chunk.round())
        .execute();
  }

  static void mark(Handle tx, Chunk chunk, Chunk.State state, int openRows) {
    tx.createUpdate(
            """
            UPDATE chunk SET state = :state, open_rows = :open
            WHERE task_id = :task AND number = :number
            """)
        .bind("task", chunk.taskId())
        .bind("number", chunk.span().number())
        .bind("state", state.name())
        .bind("open", openRows)
        .execute();
  }

  private static Chunk chunk(ResultSet row) throws SQLException {
    return new Chunk(
        row.getString("task_id"),
        new ChunkSpan(
            row.getInt("number"),
            row.getLong("first_row"),
            row.getInt("row_count"),
            row.getLong("byte_offset"),
            row.getLong("byte_count")),
        row.getInt("round"));
  }
}
