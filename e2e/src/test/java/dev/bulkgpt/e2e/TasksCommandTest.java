package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bulkgpt tasks` against a server: what is printed, and how it ends.
@Execution(ExecutionMode.CONCURRENT)
class TasksCommandTest {

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void startTheSimulator() {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
  }

  private RunningServer server(String providerKnobs) {
    program.with("OPENAI_BASE_URL", simulator.baseUrl(providerKnobs));
    RunningServer server = new RunningServer(program);
    program.with("BULKGPT_SERVER", server.url()).with("BULKGPT_KEY", server.key());
    return server;
  }

  @AfterEach
  void stopTheSimulator() {
    simulator.close();
  }

  @Test
  void aFinishedTaskIsListedShownFetchedAndItsFailedRowsRunAgain() {
    try (RunningServer server = server("lat=1,p400=0.3")) {
      JsonNode task = server.run(server.workflow(Workflows.ECHO), Workflows.numberedRows(40));
      String id = task.path("id").asString();

      Program.Ended listed = program.run("tasks", "list");
      assertThat(listed.exit()).as(listed.err()).isZero();
      assertThat(listed.out()).startsWith(id).contains("completed", "40/40 rows").hasLineCount(1);

      Program.Ended shown = program.run("tasks", "show", id);
      assertThat(shown.out()).contains(id, "40 of 40", "Error ", "step answer");
      JsonNode json =
          JsonMapper.shared().readTree(program.run("tasks", "show", id, "--json").out());
      assertThat(json.path("state").asString()).isEqualTo("completed");

      assertThat(program.run("tasks", "result", id, "-o", "result.csv").exit()).isZero();
      assertThat(Csv.column(work.resolve("result.csv"), "number")).hasSize(40);
      assertThat(Csv.column(work.resolve("result.csv"), "_status")).contains("succeeded", "failed");
      assertThat(program.run("tasks", "result", id, "--meta", "full").out())
          .startsWith("number,answer,_status,_error,")
          .hasLineCount(41);
      assertThat(program.run("tasks", "result", id, "--output-separator", "tab", "--bom").out())
          .startsWith("\ufeffnumber\tanswer\t_status\t_error\r\n");
      expect(
          program.run("tasks", "result", id, "--output-separator", "a"), 2, "--output-separator");
      assertThat(program.run("tasks", "result", id, "--jsonl").out())
          .startsWith("{\"number\":\"1\"");

      long asked = simulator.stat("requests");
      Program.Ended again = program.run("tasks", "retry-failed", id, "--json");
      assertThat(JsonMapper.shared().readTree(again.out()).path("changed").asBoolean()).isTrue();
      assertThat(server.settled(id).path("state").asString()).isEqualTo("completed");
      assertThat(simulator.stat("requests") - asked)
          .isEqualTo(task.at("/rows/failed").asLong())
          .isPositive();
      assertThat(program.run("tasks", "cancel", id).out()).startsWith("Nothing to change: " + id);
    }
  }

  @Test
  void aTaskIsPausedResumedAndCanceled() {
    try (RunningServer server = server("lat=200")) {
      String slow = server.workflow(Workflows.ECHO);
      String id =
          JsonMapper.shared()
              .readTree(server.upload(slow, Workflows.numberedRows(20_000)).body())
              .path("id")
              .asString();

      assertThat(program.run("tasks", "pause", id).out()).startsWith(id).contains("paused");
      assertThat(program.run("tasks", "show", id).out()).contains("paused (user)");
      assertThat(program.run("tasks", "resume", id).exit()).isZero();
      assertThat(program.run("tasks", "show", id, "--json").out()).doesNotContain("\"paused\"");
      assertThat(program.run("tasks", "cancel", id).out()).contains("canceled");
      assertThat(program.run("tasks", "resume", id).out()).startsWith("Nothing to change");
      assertThat(program.run("tasks", "result", id).out()).startsWith("number,answer");
    }
  }

  @Test
  void whatCannotBeDoneIsSaidInASentence() {
    try (RunningServer _ = server("lat=1")) {
      expect(program.run("tasks", "show", "nobody"), 1, "There is no such task");
      expect(program.run("tasks", "list", "--key", "wrong"), 1, "does not accept the key");
      expect(program.run("tasks", "list", "--server", "http://127.0.0.1:1"), 1, "Is it running?");
      expect(
          program.run("tasks", "list", "--server", "nowhere"),
          2,
          "--server is an address that begins with http://");
      expect(program.run("tasks", "result", "nobody", "-o", "r.csv"), 1, "There is no such task");
      assertThat(work.resolve("r.csv")).doesNotExist();
      program.with("BULKGPT_KEY", "");
      expect(program.run("tasks", "list"), 2, "A key is needed");
      assertThat(program.run("help", "tasks").out()).contains("retry-failed", "BULKGPT_SERVER");
    }
  }

  private static void expect(Program.Ended ended, int exit, String sentence) {
    assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(sentence).doesNotContain("\tat ").doesNotContain("wrong");
  }
}
