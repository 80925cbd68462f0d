package dev.bulkgpt.run;

import dev.bulkgpt.task.Task;
import org.slf4j.MDC;

/// Names a task and its workspace in the log lines of a thread of its own, to the thread's end.
final class LogContext {

  private LogContext() {}

  static void enter(Task task) {
    MDC.put("task", task.id());
    MDC.put("workspace", task.origin().workspaceId());
  }
}
