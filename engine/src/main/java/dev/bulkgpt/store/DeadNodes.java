package dev.bulkgpt.store;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Revives executions whose node gave no sign of life, unless it was this node that slept: the
/// first to wake after a pause would otherwise take everybody's running work, its own included.
/// What still runs in this very process is never dead, though a full disk may silence it.
final class DeadNodes extends AbstractSchedulerListener implements DeadExecutionHandler<Void> {

  private final InstantSource time;
  private final Duration awayAfter;
  private final Predicate<Execution> runsHere;
  private volatile Instant lastDetection;

  DeadNodes(InstantSource time, Duration heartbeat, Predicate<Execution> runsHere) {
    this.time = time;
    this.runsHere = runsHere;
    // Detection runs every two beats.
    awayAfter = heartbeat.multipliedBy(3);
    lastDetection = time.instant();
  }

  @Override
  public void onSchedulerEvent(SchedulerListener.SchedulerEventType type) {
    if (type == SchedulerListener.SchedulerEventType.RAN_DETECT_DEAD) {
      lastDetection = time.instant();
    }
  }

  @Override
  public void deadExecution(ExecutionComplete dead, ExecutionOperations<Void> operations) {
    Instant now = time.instant();
    boolean slept = Duration.between(lastDetection, now).compareTo(awayAfter) > 0;
    if (!slept && !runsHere.test(dead.getExecution())) {
      operations.reschedule(dead, now);
    }
  }
}
