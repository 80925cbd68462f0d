package dev.bulkgpt.task;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.Job.Next;
import dev.bulkgpt.store.Schedules;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Which chunks of a task are scheduled: a window of them at a time, each replaced by the next when
/// it ends, in one transaction. So a small task never waits behind a large one, and a task is
/// always either moving or settled.
public final class Window {

  /// The names of the executions.
  public static final String RUN_CHUNK = "run-chunk";

  public static final String FINALIZE_TASK = "finalize-task";

  private final Database database;
  private final Schedules schedules;
  private final TaskStore tasks;
  private final int chunks;

  /// @param chunks how many chunks of one task are scheduled at once
  public Window(Database database, Schedules schedules, TaskStore tasks, int chunks) {
    this.database = database;
    this.schedules = schedules;
    this.tasks = tasks;
    this.chunks = chunks;
  }

  /// Makes a task and schedules its first chunks: one transaction, durable on return.
  ///
  /// @param key makes a repetition give the task that is there
  public Accepted create(NewTask task, Optional<IdempotencyKey> key) {
    Accepted accepted =
        database.write(tx -> {
          Accepted claim =
              key.map(it -> tasks.claim(tx, it, task.id()))
                  .orElseGet(() -> new Accepted.Created(task.id()));
          if (claim instanceof Accepted.Created) {
            tasks.insert(tx, task);
            fill(tx, tasks.lock(tx, task.id()), chunks);
          }
          return claim;
        });
    schedules.trigger();
    return accepted;
  }

  /// Stops a task for good; what is parked wakes up to end.
  ///
  /// @return whether this call canceled it
  public boolean cancel(String id) {
    boolean canceled =
        database.write(tx -> {
          boolean ended = tasks.cancel(tx, id);
          if (ended) {
            schedules.wake(tx, id + "/");
          }
          return ended;
        });
    schedules.trigger();
    return canceled;
  }

  /// Lets a task go on, whatever stopped it: a pause ends, parked chunks wake, another selection of
  /// rows is taken up, failed rows are run again. A task with nothing left to do stays as it is,
  /// and so does one that was canceled or has failed.
  ///
  /// @param retryFailed opens a new round: failed results stand until their replacement is
  ///   committed
  /// @return the task after it
  public Task open(String id, Selection selection, boolean retryFailed) {
    Task opened =
        database.write(tx -> {
          Task task = tasks.lock(tx, id);
          if (task.state().isOver()) {
            return task;
          }
          if (!selection.equals(task.selection())) {
            select(tx, task, selection);
          }
          if (retryFailed) {
            reopenFailed(tx, id);
          }
          resume(tx, tasks.lock(tx, id));
          return tasks.lock(tx, id);
        });
    schedules.trigger();
    return opened;
  }

  /// A chunk's run is over.
  ///
  /// @param seen the task as the run saw it when it began
  /// @param unfinished selected rows that have no result
  /// @param openRows rows of the chunk, selected or not, that have no result
  public Next endChunk(Handle tx, Chunk chunk, Task seen, int unfinished, int openRows) {
    Task task = tasks.lock(tx, chunk.taskId());
    if (task.state() == TaskState.PAUSED) {
      return Next.PARKED;
    }
    if (!task.state().runsRows()) {
      ChunkStore.mark(tx, chunk, Chunk.State.WAITING, openRows);
      return Next.DONE;
    }
    boolean sameRows =
        seen.retryRound() == task.retryRound() && seen.selection().equals(task.selection());
    if (unfinished > 0 || !sameRows) {
      return Next.AGAIN;
    }
    ChunkStore.mark(tx, chunk, Chunk.State.DONE, openRows);
    fill(tx, task, 1);
    return Next.DONE;
  }

  /// True while a `finalize-task` execution is still to write the result: its task was not opened
  /// again.
  public boolean isFinalizing(String instance) {
    return tasks.isFinalizing(taskOf(instance), openingOf(instance));
  }

  /// The result is written.
  ///
  /// @param instance the `finalize-task` execution
  public Next endFinalizing(Handle tx, String instance) {
    tasks.complete(tx, taskOf(instance), openingOf(instance));
    return Next.DONE;
  }

  /// A task cannot go on by a fault of ours; what is parked wakes up to end.
  ///
  /// @param sentence what happened, for whoever asked for the task
  public Next fail(Handle tx, String id, String sentence) {
    tasks.fail(tx, id, sentence);
    schedules.wake(tx, id + "/");
    return Next.DONE;
  }

  /// The chunk behind an execution, or empty when its task is gone.
  public Optional<Chunk> chunk(String instance) {
    return database.read(handle -> ChunkStore.find(handle, instance));
  }

  /// The task an execution belongs to.
  public static String taskOf(String instance) {
    return instance.substring(0, instance.indexOf('/'));
  }

  private static int openingOf(String instance) {
    return Integer.parseInt(instance.substring(instance.lastIndexOf('/') + 1));
  }

  private void resume(Handle tx, Task task) {
    int scheduled = ChunkStore.scheduled(tx, task.id());
    boolean work = scheduled > 0 || !ChunkStore.waiting(tx, task, 1).isEmpty();
    boolean ran = task.state() == TaskState.COMPLETED || task.state() == TaskState.FINALIZING;
    if (ran && !work) {
      return;
    }
    if (ran || task.state().isSettled()) {
      tx.createUpdate(
              """
              UPDATE task SET state = CASE WHEN started_at IS NULL THEN 'PREPARING'
                  ELSE 'RUNNING' END,
                pause_reason = NULL, pause_code = NULL, pause_message = NULL, finished_at = NULL,
                openings = openings + 1
              WHERE id = :id
              """)
          .bind("id", task.id())
          .execute();
    }
    fill(tx, tasks.lock(tx, task.id()), chunks - scheduled);
    schedules.wake(tx, task.id() + "/");
  }

  private void select(Handle tx, Task task, Selection selection) {
    tx.createUpdate(
            """
            UPDATE task SET selection = :selection, selected_rows = :rows,
              succeeded = 0, failed = 0, skipped = 0
            WHERE id = :id
            """)
        .bind("id", task.id())
        .bind("selection", selection.text())
        .bind("rows", selection.count(task.inputRows()))
        .execute();
    new SelectedCounts(selection, task.inputRows()).recount(tx, task.id());
    tx.createUpdate(
            """
            UPDATE chunk SET state = 'WAITING'
            WHERE task_id = :id AND state = 'DONE' AND open_rows > 0
            """)
        .bind("id", task.id())
        .execute();
  }

  private void reopenFailed(Handle tx, String id) {
    tx.createUpdate("UPDATE task SET retry_round = retry_round + 1 WHERE id = :id")
        .bind("id", id)
        .execute();
    tx.createUpdate(
            """
            UPDATE chunk SET state = 'WAITING'
            WHERE task_id = :id AND state = 'DONE' AND EXISTS (
              SELECT 1 FROM row_result r
              WHERE r.task_id = chunk.task_id AND r.status = 'FAILED'
                AND r.row_number BETWEEN chunk.first_row
                  AND chunk.first_row + chunk.row_count - 1)
            """)
        .bind("id", id)
        .execute();
  }

  /// Schedules up to `count` waiting chunks; when none is left at all, finalizing.
  private void fill(Handle tx, Task task, int count) {
    List<Chunk> next = ChunkStore.waiting(tx, task, count);
    for (Chunk chunk : next) {
      ChunkStore.schedule(tx, chunk);
      schedules.schedule(tx, RUN_CHUNK, chunk.instance());
    }
    if (next.isEmpty() && ChunkStore.scheduled(tx, task.id()) == 0) {
      finalizeTask(tx, task.id());
    }
  }

  private void finalizeTask(Handle tx, String id) {
    int opening =
        tx.createQuery(
                """
                UPDATE task SET state = 'FINALIZING' WHERE id = :id
                  AND state IN ('PREPARING', 'RUNNING') RETURNING openings
                """)
            .bind("id", id)
            .mapTo(int.class)
            .findOne()
            .orElse(-1);
    if (opening >= 0) {
      schedules.schedule(tx, FINALIZE_TASK, id + "/finalize/" + opening);
    }
  }
}
