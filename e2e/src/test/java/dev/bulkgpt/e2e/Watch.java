package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client that polls `/status` of many tasks all the time, over restarts too, and holds each
/// answer against the one before: no counter goes back, no finished task becomes unfinished. The
/// result is fetched the first time a task is said to be completed: it is never half of it.
final class Watch implements AutoCloseable {

  private final LiveServer server;
  private final Map<String, JsonNode> seen = new ConcurrentHashMap<>();
  private final ScheduledExecutorService polls = Executors.newSingleThreadScheduledExecutor();

  private final Future<?> polling;

  Watch(LiveServer server) {
    this.server = server;
    polling = polls.scheduleWithFixedDelay(this::poll, 0, 10, TimeUnit.MILLISECONDS);
  }

  void add(String taskId) {
    seen.put(taskId, server.status(taskId).orElseThrow());
  }

  private void poll() {
    for (String id : seen.keySet()) {
      server.status(id).ifPresent(now -> seen.compute(id, (it, before) -> compared(before, now)));
    }
  }

  private JsonNode compared(@Nullable JsonNode before, JsonNode now) {
    if (before == null) {
      return now;
    }
    for (String counter : new String[] {"numOfTasksCompleted", "numOfTaskSuccess"}) {
      assertThat(now.path(counter).asLong())
          .as("%s after %s: %s", now, before, counter)
          .isGreaterThanOrEqualTo(before.path(counter).asLong());
    }
    assertThat(now.path("totalNumOfTasks")).isEqualTo(before.path("totalNumOfTasks"));
    if (before.path("status").asString().equals("completed")) {
      assertThat(now.path("status").asString()).isEqualTo("completed");
    } else if (now.path("status").asString().equals("completed")) {
      server
          .fetched(now.path("downloadUrl").asString())
          .ifPresent(result ->
              assertThat(result.lines().count())
                  .as("a half result was seen")
                  .isEqualTo(now.path("totalNumOfTasks").asLong() + 1));
    }
    return now;
  }

  /// Fails when anything did.
  void nothingWentBack() throws InterruptedException, ExecutionException {
    if (polling.isDone()) {
      polling.get();
    }
  }

  @Override
  public void close() {
    polls.close();
  }
}
