package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// The metrics tell what happened, as the simulator counted it, to the operator alone.
@Execution(ExecutionMode.CONCURRENT)
class MetricsTest {

  private static final String MODEL = "{model=\"mock-1\",provider=\"openai\"}";

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void startTheSimulator() {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
    program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=5,cached=0.5,p500=0.2,p400=0.1"));
  }

  @AfterEach
  void stopTheSimulator() {
    simulator.close();
  }

  @Test
  void figuresAgreeWithTheSimulator() throws Exception {
    Files.createDirectory(work.resolve("data"));
    program.file(
        "data/prices.yaml", "openai/mock-1: {input: 1000, cached_input: 100, output: 2000}\n");
    try (RunningServer server = new RunningServer(program)) {
      JsonNode task = server.run(server.workflow(Workflows.ECHO), Workflows.numberedRows(80));
      JsonNode stats = simulator.stats();
      Figures figures = new Figures(server.get("/actuator/prometheus").body());

      assertThat(task.path("state").asString()).isEqualTo("completed");
      assertCallsAgree(figures, stats);
      assertThat(figures.rows("succeeded")).isEqualTo(task.at("/rows/succeeded").asLong());
      assertThat(figures.rows("failed")).isEqualTo(task.at("/rows/failed").asLong()).isPositive();
      assertThat(figures.rows("succeeded") + figures.rows("failed")).isEqualTo(80);
      assertThat(figures.count("bulkgpt_tasks{state=\"completed\"}")).isEqualTo(1);
      assertThat(figures.count("bulkgpt_tasks{state=\"running\"}")).isZero();
      assertThat(figures.count("bulkgpt_executions{state=\"due\"}")).isZero();
      assertThat(figures.count("bulkgpt_ledger_queue")).isZero();
      assertThat(figures.count("bulkgpt_permits_in_use" + MODEL)).isZero();
      assertThat(figures.count("bulkgpt_permits_waiting" + MODEL)).isZero();
      assertThat(figures.count("bulkgpt_permits_limit" + MODEL)).isPositive();
      assertThat(figures.count("bulkgpt_provider_down" + MODEL)).isZero();
      assertThat(figures.text()).doesNotContain(task.path("id").asString(), server.key());
    }
  }

  private static void assertCallsAgree(Figures figures, JsonNode stats) {
    long input = stats.path("prompt_tokens").asLong();
    long cached = stats.path("cached_tokens").asLong();
    long output = stats.path("completion_tokens").asLong();
    assertThat(figures.calls("ok")).isEqualTo(stats.at("/statuses/200").asLong());
    assertThat(figures.calls("transient")).isEqualTo(stats.at("/statuses/500").asLong());
    assertThat(figures.calls("permanent")).isEqualTo(stats.at("/statuses/400").asLong());
    assertThat(figures.count("bulkgpt_call_seconds_count" + MODEL))
        .isEqualTo(stats.path("requests").asLong());
    assertThat(figures.tokens("input")).isEqualTo(input).isPositive();
    assertThat(figures.tokens("cached_input")).isEqualTo(cached).isPositive();
    assertThat(figures.tokens("output")).isEqualTo(output).isPositive();
    double usd = (1000.0 * (input - cached) + 100.0 * cached + 2000.0 * output) / 1_000_000;
    assertThat(figures.of("bulkgpt_cost_usd_total" + MODEL)).isCloseTo(usd, within(1e-9));
  }

  @Test
  void requestsAreMeasuredByRouteWhateverBecomesOfThem() {
    try (RunningServer server = new RunningServer(program)) {
      server.get("/api/v1/tasks/some-unknown-id");
      server.get("/no-such-path");
      server.send(server.request("/status").POST(BodyPublishers.ofString("{}")).build());

      Figures figures = new Figures(server.get("/actuator/prometheus").body());

      assertThat(figures.requests("404", "/api/v1/tasks/{id}")).isEqualTo(1);
      assertThat(figures.requests("404", "NOT_FOUND")).isEqualTo(1);
      assertThat(figures.requests("401", "/status")).isEqualTo(1);
      assertThat(figures.text()).contains("http_server_requests_seconds_bucket");
      assertThat(figures.text()).doesNotContain("some-unknown-id", "no-such-path");
    }
  }

  @Test
  void onlyTheOperatorSeesThem() {
    try (RunningServer server = new RunningServer(program)) {
      String other = program.run("keys", "create", "--workspace", "other").out().strip();

      assertThat(status(server, "x-api-key", "wrong")).isEqualTo(401);
      assertThat(status(server, "x-api-key", other)).isEqualTo(404);
      assertThat(status(server, "x-api-key", server.key())).isEqualTo(200);
      assertThat(status(server, "Authorization", "Bearer " + server.key())).isEqualTo(200);
    }
  }

  private static int status(RunningServer server, String header, String value) {
    return server
        .send(server.request("/actuator/prometheus").header(header, value).build())
        .statusCode();
  }

  /// Prometheus' text, a figure a line.
  private record Figures(String text) {

    double of(String name) {
      return text.lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in\n" + text));
    }

    long count(String name) {
      return Math.round(of(name));
    }

    long calls(String answer) {
      return count(
          "bulkgpt_calls_total{answer=\"" + answer + "\",model=\"mock-1\",provider=\"openai\"}");
    }

    long tokens(String kind) {
      return count(
          "bulkgpt_tokens_total{kind=\"" + kind + "\",model=\"mock-1\",provider=\"openai\"}");
    }

    long rows(String outcome) {
      return count("bulkgpt_rows_total{outcome=\"" + outcome + "\"}");
    }

    long requests(String status, String route) {
      return text.lines()
          .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
          .filter(line -> line.contains("status=\"" + status + "\""))
          .filter(line -> line.contains("uri=\"" + route + "\""))
          .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }
}
