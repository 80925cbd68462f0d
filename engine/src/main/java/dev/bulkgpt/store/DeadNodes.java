package dev.bulkgpt.store;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Revives executions whose node gave no sign of life, unless it was this node that slept: the
/// first to wake after a pause would otherwise take everybody's running work, its own included.
final class DeadNodes extends AbstractSchedulerListener implements DeadExecutionHandler<Void> {

  private final InstantSource time;
  private final Duration awayAfter;
  private volatile Instant lastDetection;

  DeadNodes(InstantSource time, Duration heartbeat) {
    this.time = time;
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
    if (Duration.between(lastDetection, now).compareTo(awayAfter) <= 0) {
      operations.reschedule(dead, now);
    }
  }
}
