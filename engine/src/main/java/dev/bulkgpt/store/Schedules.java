package dev.bulkgpt.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.bulkgpt.store.Job.Completion;
import dev.bulkgpt.store.Job.Picked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Durable executions, by db-scheduler on our own database: picked by one node, alive by heartbeat,
/// run again when their node dies. This class is its set-up and the only place that knows it.
///
/// [#schedule], [#wake] and [#remove] work inside the caller's transaction; call [#trigger] after
/// its commit so that due work starts at once.
public final class Schedules implements AutoCloseable {

  /// Never due by itself: a parked execution waits for [#wake].
  private static final Instant PARKED = Instant.parse("9999-01-01T00:00:00Z");

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
  private static final double RETRY_GROWTH = 1.5;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Database database;
  private final ScheduleSettings settings;
  private final InstantSource time;
  private final SchedulerClient client;
  private @Nullable Scheduler scheduler;

  public Schedules(Database database, ScheduleSettings settings, InstantSource time) {
    this.database = database;
    this.settings = settings;
    this.time = time;
    client =
        SchedulerClient.Builder.create(database.lendingDataSource())
            .jdbcCustomization(new EpochMillis(database.dialect(), Set.of()))
            .build();
  }

  /// Frees what this node held when it last died, and starts picking.
  ///
  /// @param jobs by name; executions of other names are left to nodes that know them
  public void start(Map<String, Job> jobs) {
    freeOwn();
    DeadNodes deadNodes = new DeadNodes(time, settings.heartbeat(), this::runsHere);
    List<Task<?>> tasks = new ArrayList<>();
    jobs.forEach((name, job) -> tasks.add(task(name, job, deadNodes)));
    scheduler =
        Scheduler.create(database.lendingDataSource(), tasks)
            .jdbcCustomization(new EpochMillis(database.dialect(), jobs.keySet()))
            .schedulerName(new SchedulerName.Fixed(settings.nodeName()))
            .threads(settings.threads())
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(settings.polling())
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(settings.missedHeartbeats())
            .shutdownMaxWait(settings.grace())
            .failureLogging(LogLevel.WARN, true)
            .addSchedulerListener(deadNodes)
            .build();
    scheduler.start();
  }

  /// Makes an execution due now. Its id must never have been used before: a late completion of an
  /// earlier one could pass for its own.
  public void schedule(Handle transaction, String job, String instance) {
    database.join(
        transaction,
        () ->
            client.scheduleIfNotExists(
                TaskDescriptor.of(job).instance(instance).build(), time.instant()));
  }

  /// Makes an execution due now that lives as long as the database.
  public void makeDue(String job, String instance) {
    database.writeOnly(tx -> {
      schedule(tx, job, instance);
      wake(tx, instance);
    });
    trigger();
  }

  /// Makes parked executions due, those whose id starts with the prefix.
  public void wake(Handle transaction, String prefix) {
    transaction
        .createUpdate(
            """
            UPDATE scheduled_tasks SET execution_time = :now, version = version + 1
            WHERE picked = FALSE AND execution_time > :now
              AND substr(task_instance, 1, length(:prefix)) = :prefix
            """)
        .bind("now", time.millis())
        .bind("prefix", prefix)
        .execute();
  }

  /// Removes executions that no node is running, those whose id starts with the prefix.
  ///
  /// @return how many
  public int remove(Handle transaction, String prefix) {
    return transaction
        .createUpdate(
            """
            DELETE FROM scheduled_tasks
            WHERE picked = FALSE AND substr(task_instance, 1, length(:prefix)) = :prefix
            """)
        .bind("prefix", prefix)
        .execute();
  }

  /// How many executions there are.
  ///
  /// @param due waiting for a node
  /// @param running picked by a node
  /// @param later retried after a failure, or parked by a pause
  public record Load(long due, long running, long later) {}

  public Load load() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) FILTER (WHERE picked = FALSE AND execution_time <= :now),
                  count(*) FILTER (WHERE picked = TRUE),
                  count(*) FILTER (WHERE picked = FALSE AND execution_time > :now)
                FROM scheduled_tasks
                """)
            .bind("now", time.millis())
            .map((row, context) -> new Load(row.getLong(1), row.getLong(2), row.getLong(3)))
            .one());
  }

  /// Looks for due work now.
  public void trigger() {
    Scheduler running = scheduler;
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }

  /// Stops picking and waits for running executions, at most the grace time.
  @Override
  public void close() {
    Scheduler running = scheduler;
    if (running != null) {
      running.stop();
      scheduler = null;
    }
  }

  private void freeOwn() {
    database.writeOnly(tx ->
        tx.createUpdate(
                """
                UPDATE scheduled_tasks
                SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL,
                  version = version + 1
                WHERE picked = TRUE AND picked_by = :node
                """)
            .bind("node", settings.nodeName())
            .execute());
  }

  private Task<Void> task(String name, Job job, DeadNodes deadNodes) {
    return Tasks.custom(name, Void.class)
        .onFailure(this::retryLater)
        .onDeadExecution(deadNodes)
        .execute((instance, context) -> {
          Completion completion = run(job, new Picked(instance.getId(), pulse(context)));
          return (complete, operations) -> end(completion, complete, operations);
        });
  }

  /// While the database is away nothing could be told of a failure either: the run waits for it.
  private static Completion run(Job job, Picked picked) {
    try {
      return Outage.result(() -> job.run(picked));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return transaction -> Job.Next.AGAIN;
    }
  }

  private static Job.Pulse pulse(ExecutionContext context) {
    var execution = context.getCurrentlyExecuting();
    return () -> {
      var state = execution.getHeartbeatState();
      return state.getFailedHeartbeats() == 0 && state.getFractionDead() <= 0.75;
    };
  }

  private void end(
      Completion completion, ExecutionComplete complete, ExecutionOperations<Void> operations) {
    Outage.retrying(() ->
        database.writeOnly(tx -> {
          Job.Next next = completion.complete(tx);
          database.join(
              tx,
              () -> {
                switch (next) {
                  case DONE -> operations.stop();
                  case AGAIN -> operations.reschedule(complete, time.instant());
                  case PARKED -> operations.reschedule(complete, PARKED);
                  case HOURLY -> operations.reschedule(complete, time.instant().plus(HOUR));
                }
              });
        }));
    trigger();
  }

  private void retryLater(ExecutionComplete failed, ExecutionOperations<Void> operations) {
    double growth = Math.pow(RETRY_GROWTH, failed.getExecution().consecutiveFailures);
    long grown = (long) (growth * (double) FIRST_RETRY.toMillis());
    Duration wait = Duration.ofMillis(Math.min(grown, LONGEST_RETRY.toMillis()));
    Outage.retrying(() -> operations.reschedule(failed, time.instant().plus(wait)));
  }

  private boolean runsHere(Execution execution) {
    Scheduler running = scheduler;
    return running != null
        && running.getCurrentlyExecuting().stream()
            .anyMatch(here -> here.getExecution().equals(execution));
  }
}
