package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings of the server do what docs/operations.md says.
class SettingsTest {

  @TempDir Path work;

  @Test
  void anUploadOfMoreRowsThanAllowedIsRefusedInASentence() {
    Program program = new Program(work).with("BULKGPT_LIMITS_ROWS", "10");
    try (RunningServer server = new RunningServer(program)) {
      String workflow = server.workflow(Workflows.ECHO.replace("openai/", "simulator/"));

      HttpResponse<String> raw = server.upload(workflow, Workflows.numberedRows(11));
      HttpResponse<String> original = original(server, workflow, Workflows.numberedRows(11));

      assertThat(raw.statusCode()).isEqualTo(400);
      assertThat(raw.body()).contains("The file has more than 10 rows.");
      assertThat(original.statusCode()).isEqualTo(400);
      assertThat(original.body())
          .isEqualTo(
              "{\"error\":\"Invalid workflow ID or CSV file.\","
                  + "\"detail\":\"The file has more than 10 rows.\"}");
      assertThat(server.upload(workflow, Workflows.numberedRows(10)).statusCode()).isEqualTo(201);
      assertThat(server.send(server.request("/actuator/health/readiness").build()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidInASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String command : List.of("serve", "simulate")) {
        Program.Ended ended = new Program(work).run(command, "--port", port);

        assertThat(ended.exit()).as(command).isEqualTo(1);
        assertThat(ended.err()).contains("Cannot listen on").doesNotContain("\tat ");
      }
    }
    assertThat(new Program(work).run("serve", "--port", "99999").exit()).isEqualTo(2);
  }

  @Test
  void callsAtOnceAreAsManyAsTheFlagSaysWhereNothingElseIsConfigured() {
    Program program = new Program(work);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(400));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1000"));

      program.run("run", "w.yaml", "in.csv", "--concurrency", "100");

      assertThat(simulator.stat("most_in_flight")).isBetween(65L, 100L);
    }
  }

  @Test
  void aSettingThatMakesNoSenseIsSaid() {
    Program program = new Program(work).with("BULKGPT_LOG_FORMAT", "xml");

    Program.Ended ended = program.run("serve", "--port", "0");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("BULKGPT_LOG_FORMAT is `plain` or `json`, not `xml`.");
  }

  @Test
  void whatIsWrongIsToldAtOnceByAllThatReadIt() {
    Program program = new Program(work).with("BULKGPT_LIMIT_ROWS", "10");
    program.file("bulkgpt.yaml", "public_urll: x\nlimits: {row: 5}\n");
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(1));
    String[][] commands = {
      {"run", "w.yaml", "in.csv"},
      {"validate", "w.yaml"},
      {"estimate", "w.yaml", "in.csv"},
      {"providers"},
      {"serve", "--port", "0"},
      {"keys", "list"}
    };
    for (String[] command : commands) {
      Program.Ended ended = program.run(with(command, "--config", "bulkgpt.yaml"));

      assertThat(ended.exit()).as(command[0]).isEqualTo(2);
      assertThat(ended.err())
          .contains(
              "3 settings are wrong:",
              "bulkgpt.yaml, line 1: public_urll is no setting. The nearest one is public_url.",
              "bulkgpt.yaml, line 2: limits.row is no setting. The nearest one is limits.rows.",
              "BULKGPT_LIMIT_ROWS is no setting. The nearest one is BULKGPT_LIMITS_ROWS.");
    }
    for (String command : List.of("help", "version", "schema")) {
      assertThat(program.run(command).exit()).as(command).isZero();
    }
    assertThat(program.run("runs", "list").exit()).isEqualTo(2);
  }

  private static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void validateRefusesWhatRunWould() {
    Program program = new Program(work);
    program.file("in.csv", Workflows.numberedRows(1));
    program.file("key.yaml", Workflows.ECHO);
    program.file("nobody.yaml", Workflows.ECHO.replace("openai/", "nobody/"));
    program.file("reference.yaml", Workflows.ECHO.replace("openai/", "mine/"));
    program.file(
        "bulkgpt.yaml",
        "providers:\n  mine: {base_url: 'https://x.example', api_key: '${KEY_OF_MINE}'}\n");
    String[][] refused = {
      {"key.yaml", "OPENAI_API_KEY"},
      {"nobody.yaml", "There is no provider `nobody`"},
      {"reference.yaml", "KEY_OF_MINE"}
    };
    for (String[] it : refused) {
      for (String command : List.of("run", "validate")) {
        Program.Ended ended = program.run(command, it[0], "in.csv", "--config", "bulkgpt.yaml");
        assertThat(ended.exit()).as(command + " " + it[0]).isEqualTo(2);
        assertThat(ended.err()).contains(it[1]);
      }
    }
    for (String command : List.of("run", "validate")) {
      Program.Ended ended = program.run(command, "key.yaml", "in.csv", "--data", "in.csv");
      assertThat(ended.exit()).as(command).isEqualTo(2);
      assertThat(ended.err()).contains("in.csv cannot be used: it is a file or a device");
    }
    Program.Ended put = program.run("workflows", "put", "key.yaml");
    assertThat(put.exit()).as(put.err()).isZero();
    assertThat(put.err()).contains("warning", "OPENAI_API_KEY");
  }

  private static HttpResponse<String> original(RunningServer server, String workflow, String csv) {
    String rows = Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
    String body = "{\"workflowId\": \"%s\", \"csvBase64\": \"%s\"}".formatted(workflow, rows);
    return server.send(
        server
            .request("/upload-trigger")
            .header("x-api-key", server.key())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
