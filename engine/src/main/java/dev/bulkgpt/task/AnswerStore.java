package dev.bulkgpt.task;

import dev.bulkgpt.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// SQL of answers that may be used again: those of one task, which lie in its own results, and
/// those that the tasks of a workspace share. Writing: [LedgerBatch]. Safe for use by many threads.
public final class AnswerStore {

  private static final int FETCH_ROWS = 1_000;

  private final Database database;
  private final InstantSource time;

  public AnswerStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// Where a step's answer stands among the results of its task.
  ///
  /// @param firstCell of the step's columns among a row's added cells
  public record Place(String taskId, String stepId, int firstCell, int cells) {}

  /// What a row was answered to a question of a step; empty when it was not this question.
  public Optional<List<String>> ofRow(Place place, long row, Fingerprint question) {
    return database.read(handle ->
        ofStep(handle, place, row, question).or(() -> ofResult(handle, place, row, question)));
  }

  private static Optional<List<String>> ofStep(
      Handle handle, Place place, long row, Fingerprint question) {
    return handle
        .createQuery(
            """
            SELECT cells FROM step_result
            WHERE task_id = :task AND row_number = :row AND step_id = :step AND asked = :asked
            """)
        .bind("task", place.taskId())
        .bind("row", row)
        .bind("step", place.stepId())
        .bind("asked", Fingerprint.bytes(List.of(question)))
        .map((found, context) -> Cells.read(found.getString(1)))
        .findOne();
  }

  private static Optional<List<String>> ofResult(
      Handle handle, Place place, long row, Fingerprint question) {
    record Found(List<Fingerprint> asked, String cells) {}
    return handle
        .createQuery(
            """
            SELECT asked, cells FROM row_result
            WHERE task_id = :task AND row_number = :row AND asked IS NOT NULL
            """)
        .bind("task", place.taskId())
        .bind("row", row)
        .map((found, context) -> new Found(Fingerprint.read(found.getBytes(1)), found.getString(2)))
        .findOne()
        .filter(found -> found.asked().contains(question))
        .map(found ->
            Cells.read(found.cells())
                .subList(place.firstCell(), place.firstCell() + place.cells()));
  }

  /// Told of each question a task's rows have answers to.
  @FunctionalInterface
  public interface Asked {
    void by(long row, Fingerprint question);
  }

  /// Goes through the questions of a task, streamed.
  public void forEachAsked(String taskId, Asked asked) {
    for (String table : List.of("row_result", "step_result")) {
      database.stream(handle -> {
        try (var query =
            handle
                .createQuery(
                    "SELECT row_number, asked FROM "
                        + table
                        + " WHERE task_id = :task AND asked IS NOT NULL")
                .setFetchSize(FETCH_ROWS)
                .bind("task", taskId)) {
          query
              .map((row, context) -> {
                long number = row.getLong(1);
                Fingerprint.read(row.getBytes(2)).forEach(it -> asked.by(number, it));
                return number;
              })
              .forEach(row -> {});
        }
      });
    }
  }

  /// What a task of the workspace was answered no longer ago than `ttl`.
  public Optional<List<String>> shared(String workspaceId, Fingerprint question, Duration ttl) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT cells FROM shared_answer
                WHERE workspace_id = :workspace AND fingerprint = :question
                  AND answered_at > :oldest AND expires_at > :now
                """)
            .bind("workspace", workspaceId)
            .bind("question", Fingerprint.bytes(List.of(question)))
            .bind("oldest", time.millis() - ttl.toMillis())
            .bind("now", time.millis())
            .map((row, context) -> Cells.read(row.getString(1)))
            .findOne());
  }
}
