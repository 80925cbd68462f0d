package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log as JSON: an object a line, who and what in its context, and never a cell or a key.
@Execution(ExecutionMode.CONCURRENT)
class LogTest {

  private static final String CELL = "cell-marker-4711";
  private static final String PROVIDER_KEY = "sk-marker-0815";

  private static final String BROKEN =
      """
      name: Broken
      steps:
        - id: number
          transform:
            columns: {total: {cel: "double(number) * 2.0"}}
        - id: answer
          prompt:
            model: openai/mock-1
            user: "Say {{number}}"
      """;

  @TempDir Path work;

  @Test
  void neitherCellsNorKeysAreInTheLog() throws Exception {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      configure(program, simulator);
      try (RunningServer server = new RunningServer(program)) {
        String rows = "number\n" + (CELL + "\n").repeat(5);
        server.run(server.workflow(Workflows.ECHO), rows);
        server.run(server.workflow(Workflows.ECHO.replace("openai/", "denied/")), rows);
        server.run(server.workflow(BROKEN), rows);
        server.upload(server.workflow(Workflows.ECHO.replace("openai/", "nobody/")), rows);
        server.upload(server.workflow(Workflows.ECHO), "number\n\"" + CELL + "\n");
        server.send(
            server
                .request("/upload-trigger")
                .header("x-api-key", server.key() + "x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"csvBase64\": \"" + CELL))
                .build());

        assertThat(server.stop().exit()).isZero();
        assertThat(server.log())
            .doesNotContain(CELL, PROVIDER_KEY, server.key())
            .doesNotContain(server.key().substring(server.key().lastIndexOf('_')));
        assertThat(lines(server)).allSatisfy(line -> assertThat(line.isObject()).isTrue());
      }
    }
  }

  @Test
  void aFaultOfOursStandsInTheLogUnderTheIdThatWasTold() throws Exception {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      configure(program, simulator);
      try (RunningServer server = new RunningServer(program)) {
        String task =
            server
                .run(server.workflow(Workflows.ECHO), Workflows.numberedRows(3))
                .path("id")
                .asString();
        deleteFiles();

        HttpResponse<String> answer = server.get("/api/v1/tasks/" + task + "/result.csv");

        assertThat(answer.statusCode()).isEqualTo(500);
        String fault = JsonMapper.shared().readTree(answer.body()).path("detail").asString();
        assertThat(fault).hasSize(36);
        assertThat(answer.body()).doesNotContain("Exception", "java", work.toString());
        JsonNode line =
            lines(server).stream()
                .filter(it -> it.path("formattedMessage").asString().contains(fault))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("level").asString()).isEqualTo("ERROR");
        assertThat(line.at("/mdc/task").asString()).isEqualTo(task);
        assertThat(line.at("/mdc/workspace_name").asString()).isEqualTo("default");
        assertThat(line.at("/mdc/workspace").asString()).hasSize(32);
        assertThat(line.path("throwable").isObject()).isTrue();
      }
    }
  }

  /// Everything that is said, in a format the configuration file asks for.
  private void configure(Program program, SimulatorProcess simulator) throws Exception {
    Files.createDirectory(work.resolve("data"));
    program.file(
        "data/bulkgpt.yaml",
        """
        log_format: json
        providers:
          openai: {base_url: "%s", api_key: "%s"}
          denied: {base_url: "%s", api_key: "%s"}
        """
            .formatted(
                simulator.baseUrl("lat=1,p500=0.3,p400=0.3,html=0.2"),
                PROVIDER_KEY,
                simulator.baseUrl("auth=1"),
                PROVIDER_KEY));
    program.with("BULKGPT_LOG_LEVEL", "DEBUG");
  }

  private static List<JsonNode> lines(RunningServer server) {
    return server.log().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private void deleteFiles() throws Exception {
    try (Stream<Path> files = Files.walk(work.resolve("data/server/files"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
