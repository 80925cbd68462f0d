package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The original's published example, and each of the six states, held still for as long as it is
/// looked at. Bodies are compared to the letter: nothing may be added, nothing be null.
@ExtendWith(ServerExtension.class)
class ServerStatesTest {

  private static final int MOST_TASKS_AT_ONCE = 40;

  private static final String EXAMPLE =
      IntStream.rangeClosed(1, 24)
          .mapToObj(row -> "Text " + row + "\n")
          .collect(Collectors.joining("", "Input_1\n", ""));

  private final ServerProcess server;
  private final HttpCalls calls;

  ServerStatesTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @Test
  void thePublishedExampleWorksAsItStands() {
    HttpAnswer uploaded = calls.upload(server.workflow("fast"), EXAMPLE);
    String task = uploaded.json().path("taskId").asString();
    uploaded.expect(200, "{\"taskId\":\"" + task + "\"}");
    assertThat(uploaded.header("content-type")).contains("application/json");

    String url = calls.awaitState(task, "completed").path("downloadUrl").asString();

    HttpAnswer status = calls.status(task);
    assertThat(status.header("content-type")).contains("application/json");
    assertThat(status.body().replaceFirst("http://[^\"]*", "URL"))
        .isEqualTo(
            "{\"status\":{\"status\":\"completed\",\"numOfTasksCompleted\":24,"
                + "\"numOfTaskSuccess\":24,\"totalNumOfTasks\":24,\"downloadUrl\":\"URL\"}}");
    assertThat(url).startsWith(server.url() + "/download/").doesNotContain(".csv", "bk_");
    assertThat(calls.withoutKey().get(url.substring(server.url().toString().length())).body())
        .startsWith("Input_1,answer,_status,_error\r\nText 1,Text 1,succeeded,\r\n")
        .hasLineCount(25);
  }

  @Test
  void theTaskIdHasTheShapeOfTheOriginals() {
    String task = calls.task(server.workflow("fast"), EXAMPLE);

    assertThat(task).hasSize(84);
    assertThat(new String(Base64.getDecoder().decode(task), StandardCharsets.US_ASCII))
        .matches("\\d{10}_\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d_[0-9a-f]{32}");
  }

  @Test
  void everyCallGivesAFreshLink() {
    String task = calls.task(server.workflow("fast"), EXAMPLE);
    String first = calls.awaitState(task, "completed").path("downloadUrl").asString();

    await().until(() -> !calls.progress(task).path("downloadUrl").asString().equals(first));
  }

  @Test
  void aTaskWhoseRowsHaveStartedIsInProgress() {
    String task = calls.task(server.workflow("stuck"), EXAMPLE);
    calls.awaitState(task, "inProgress");

    calls.status(task).expect(200, status("inProgress", 0, 0, 24));
    calls.post("/api/v1/tasks/" + task + "/pause").expect(200);
    calls.status(task).expect(200, status("inProgress", 0, 0, 24));
    calls.post("/api/v1/tasks/" + task + "/cancel").expect(200);
    calls.status(task).expect(200, status("canceled", 0, 0, 24));
  }

  /// The node runs so many chunks at once and no more: tasks that never end take all its places.
  @Test
  void aTaskNoRowOfWhichHasStartedIsPreparing() {
    String many = Workflows.numberedRows(2_000).replace("number", "Input_1");
    List<String> tasks = new ArrayList<>();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            assertThat(tasks).hasSizeLessThan(MOST_TASKS_AT_ONCE);
            tasks.add(calls.task(server.workflow("stuck"), many));
            return staysPreparing(tasks.getLast());
          });
      calls.status(tasks.getLast()).expect(200, status("preparing", 0, 0, 2_000));
    } finally {
      tasks.forEach(task -> calls.post("/api/v1/tasks/" + task + "/cancel").expect(200));
    }
    calls.status(tasks.getLast()).expect(200, status("canceled", 0, 0, 2_000));
  }

  /// Others start within a poll of the schedule.
  private boolean staysPreparing(String task) {
    return IntStream.range(0, 200)
        .allMatch(poll -> calls.progress(task).path("status").asString().equals("preparing"));
  }

  @Test
  void aProviderThatDoesNotAcceptTheKeyIsAnError() {
    String task = calls.task(server.workflow("badkey"), EXAMPLE);
    calls.awaitState(task, "error");

    calls.status(task).expect(200, status("error", 0, 0, 24));
  }

  /// Twelve rows are paid, then the credit is gone; it comes back, and the rest follows. What
  /// stands in the way of the result's name keeps the task finalizing.
  @Test
  void countersNeverFallFromErrorOverResumeAndFinalizingToCompleted() throws Exception {
    String task = calls.task(server.workflow("credit"), EXAMPLE);
    calls.awaitState(task, "error");
    await().until(() -> calls.progress(task).path("numOfTasksCompleted").asInt() == 12);
    calls.status(task).expect(200, status("error", 12, 12, 24));
    Path inTheWay = Files.createDirectory(server.files().resolve(task + ".result.csv"));
    Path held = Files.createFile(inTheWay.resolve("held"));

    server.simulator().reset();
    JsonNode resumed = calls.post("/api/v1/tasks/" + task + "/resume").expect(200).json();
    assertThat(resumed.path("changed").asBoolean()).isTrue();
    assertThat(calls.progress(task).path("numOfTasksCompleted").asInt()).isBetween(12, 24);

    calls.awaitState(task, "finalizing");
    calls.status(task).expect(200, status("finalizing", 24, 24, 24));
    Files.delete(held);
    Files.delete(inTheWay);
    assertThat(calls.awaitState(task, "completed").path("numOfTasksCompleted").asInt())
        .isEqualTo(24);
  }

  @Test
  void failedRowsCountAsCompletedAndTheTaskCompletes() {
    String task = calls.task(server.workflow("refusing"), EXAMPLE);

    JsonNode status = calls.awaitState(task, "completed");

    assertThat(status.path("numOfTasksCompleted").asInt()).isEqualTo(24);
    assertThat(status.path("numOfTaskSuccess").asInt()).isBetween(1, 23);
    assertThat(status.path("totalNumOfTasks").asInt()).isEqualTo(24);
  }

  private static String status(String state, int completed, int success, int total) {
    return ("{\"status\":{\"status\":\"%s\",\"numOfTasksCompleted\":%d,\"numOfTaskSuccess\":%d,"
            + "\"totalNumOfTasks\":%d}}")
        .formatted(state, completed, success, total);
  }
}
