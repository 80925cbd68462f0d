package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Money is capped, on the command line and on the server: the task pauses, and raising the cap
/// lets it go on without asking anything twice. A row costs four or five thousandths of a dollar.
@Execution(ExecutionMode.CONCURRENT)
class SpendingCapTest {

  private static final String WORKFLOW =
      """
      name: Echo
      steps:
        - id: answer
          prompt: {model: openai/mock-1, user: "Say {{number}}", max_output_tokens: 3}
      """;

  private static final String UNPRICED =
      WORKFLOW.replace("mock-1", "nobody-knows").replace("Echo", "Unpriced");
  private static final int ROWS = 30;

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void start() throws IOException {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
    program
        .with("OPENAI_BASE_URL", simulator.baseUrl("lat=5"))
        .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "4");
    program.file("w.yaml", WORKFLOW);
    program.file("unpriced.yaml", UNPRICED);
    program.file("in.csv", Workflows.numberedRows(ROWS));
    Files.createDirectories(work.resolve("data"));
    program.file("data/prices.yaml", "openai/mock-1: {input: 1000, output: 1000}\n");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aRaisedCapGoesOnWithoutAskingTwice() {
    Program.Ended paused =
        program.run("run", "w.yaml", "in.csv", "--max-cost-usd", "0.06", "--json");

    JsonNode summary = json(paused.out());
    assertThat(paused.exit()).as(paused.err()).isEqualTo(4);
    assertThat(summary.path("pause").asString()).isEqualTo("budget");
    assertThat(summary.path("reason").asString()).contains("cap of $0.06 is reached");
    assertThat(summary.path("max_cost_usd").asString()).isEqualTo("0.06");
    assertThat(summary.path("cost_usd").asDouble()).isPositive().isLessThanOrEqualTo(0.06);
    assertThat(summary.path("failed").asInt()).isZero();
    assertThat(work.resolve("in.result.csv")).doesNotExist();

    Program.Ended done = program.run("run", "w.yaml", "in.csv", "--max-cost-usd", "5");

    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.err()).contains("of at most $5");
    assertThat(simulator.stat("paid_again")).isZero();
    assertThat(simulator.stat("requests")).isEqualTo(ROWS);
  }

  @Test
  void aKillForgetsNoSpend() {
    program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=50"));
    try (Program.Running run = program.start("run", "w.yaml", "in.csv", "--max-cost-usd", "0.06")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> simulator.stat("paid") >= 4);
      run.kill();
      run.await();
    }

    Program.Ended again = program.run("run", "w.yaml", "in.csv", "--max-cost-usd", "0.06");

    assertThat(again.exit()).as(again.err()).isEqualTo(4);
    long tokens = simulator.stat("prompt_tokens") + simulator.stat("completion_tokens");
    // Each of the four calls that were in flight at the kill may be unknown to the ledger.
    assertThat(tokens * 0.001).isPositive().isLessThanOrEqualTo(0.06 + 4 * 0.005);
  }

  @Test
  void theLowerCapWinsAndEditingTheWorkflowsFindsTheSameRun() {
    program.file("w.yaml", WORKFLOW + "max_cost_usd: 0.06\n");
    Program.Ended paused = program.run("run", "w.yaml", "in.csv", "--max-cost-usd", "5");
    assertThat(paused.exit()).as(paused.err()).isEqualTo(4);
    assertThat(paused.err()).contains("cap of $0.06 is reached").contains("max_cost_usd");

    program.file("w.yaml", WORKFLOW + "max_cost_usd: 7\n");
    Program.Ended done = program.run("run", "w.yaml", "in.csv");

    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(simulator.stat("paid_again")).isZero();
  }

  @Test
  void aCapNeedsThePriceOfEveryModel() {
    Program.Ended refused = program.run("run", "unpriced.yaml", "in.csv", "--max-cost-usd", "1");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("openai/nobody-knows", "prices.yaml");

    program.file("capped.yaml", UNPRICED + "max_cost_usd: 1\n");
    assertThat(program.run("run", "capped.yaml", "in.csv").exit()).isEqualTo(2);
    assertThat(program.run("validate", "capped.yaml").err())
        .contains("openai/nobody-knows", "prices.yaml");
    assertThat(program.run("validate", "unpriced.yaml").err())
        .contains("The price of openai/nobody-knows is not known");
    assertThat(simulator.stat("requests")).isZero();
  }

  @Test
  void aSampleIsSpreadAndTheFullRunUsesItAgain() {
    Program.Ended sample = program.run("run", "w.yaml", "in.csv", "--sample", "6");
    assertThat(sample.exit()).as(sample.err()).isZero();
    assertThat(Csv.column(work.resolve("in.sample.csv"), "number"))
        .containsExactly("5", "10", "15", "20", "25", "30");

    Program.Ended whole = program.run("run", "w.yaml", "in.csv");
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(Csv.column(work.resolve("in.result.csv"), "number")).hasSize(ROWS);
    assertThat(simulator.stat("requests")).isEqualTo(ROWS);

    Program.Ended both = program.run("run", "w.yaml", "in.csv", "--sample", "6", "--limit", "2");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).contains("--limit and --sample exclude each other");
  }

  @Test
  void theServerPausesAndAResumeRaises() throws Exception {
    String workflow = program.run("workflows", "put", "w.yaml").out().strip();
    String unpriced = program.run("workflows", "put", "unpriced.yaml").out().strip();
    try (Program.Running server = program.start("serve", "--port", "0")) {
      Api api = new Api(URI.create(Program.address(server)), key());
      String task = api.create(workflow, "&max_cost_usd=0.06").path("id").asString();
      JsonNode paused = api.await(task, "paused");
      assertThat(paused.path("pause").path("reason").asString()).isEqualTo("budget");
      assertThat(paused.path("max_cost_usd").asString()).isEqualTo("0.06");
      assertThat(api.status(task)).isEqualTo("error");

      await().until(() -> simulator.stat("in_flight") == 0);
      long asked = simulator.stat("requests");
      api.post("/api/v1/tasks/" + task + "/resume", "");
      api.await(task, "paused");
      assertThat(simulator.stat("requests")).isEqualTo(asked);

      assertThat(
              api.post("/api/v1/tasks/" + task + "/resume?max_cost_usd=nothing", "").statusCode())
          .isEqualTo(400);
      api.post("/api/v1/tasks/" + task + "/resume?max_cost_usd=5", "");
      JsonNode done = api.await(task, "completed");
      assertThat(done.path("rows").path("succeeded").asInt()).isEqualTo(ROWS);
      assertThat(done.path("max_cost_usd").asString()).isEqualTo("5");
      assertThat(simulator.stat("paid_again")).isZero();

      JsonNode estimate = json(api.csv("/api/v1/estimate", workflow, "").body());
      assertThat(estimate.path("calls").path("high").asInt()).isEqualTo(ROWS);
      assertThat(estimate.path("cost_usd").path("low").asDouble()).isPositive();
      assertThat(estimate.path("basis").asString()).isNotEmpty();

      HttpResponse<String> refused = api.upload(unpriced, "&max_cost_usd=5");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("openai/nobody-knows", "prices.yaml");
    }
  }

  private String key() {
    return program.run("keys", "create").out().strip();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /// A client of the server.
  private record Api(URI root, String key) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    JsonNode create(String workflow, String parameters) throws Exception {
      HttpResponse<String> made = upload(workflow, parameters);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      return json(made.body());
    }

    HttpResponse<String> upload(String workflow, String parameters) throws Exception {
      return csv("/api/v1/tasks", workflow, parameters);
    }

    HttpResponse<String> csv(String path, String workflow, String parameters) throws Exception {
      String name = URLEncoder.encode(workflow, StandardCharsets.UTF_8);
      return send(
          path + "?workflow=" + name + parameters, "text/csv", Workflows.numberedRows(ROWS));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
      return send(path, "application/json", body);
    }

    String status(String task) throws Exception {
      return json(post("/status", "{\"taskId\": \"%s\"}".formatted(task)).body())
          .path("status")
          .path("status")
          .asString();
    }

    JsonNode await(String task, String state) {
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> show(task).path("state").asString().equals(state));
      return show(task);
    }

    private JsonNode show(String task) {
      try {
        return json(
            CLIENT
                .send(
                    request("/api/v1/tasks/" + task).GET().build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private HttpResponse<String> send(String path, String type, String body) throws Exception {
      return CLIENT.send(
          request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
          HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(root.resolve(path)).header("x-api-key", key);
    }
  }
}
