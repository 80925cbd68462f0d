package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The price is known before the run, and nothing is spent to know it.
@Execution(ExecutionMode.CONCURRENT)
class EstimateTest {

  private static final String WORKFLOW =
      """
      name: Letters
      steps:
        - id: facts
          prompt:
            model: openai/mock-1
            user: "Sort this letter: {{letter}}"
            output:
              topic: {enum: [billing, shipping, technical]}
              urgent: {type: boolean}
        - id: reply
          run_if: topic == "billing"
          prompt: {model: openai/mock-1, user: "Answer: {{letter}}", max_output_tokens: 60}
      """;

  private static final int ROWS = 300;

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void start() throws IOException {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
    program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
    program.file("w.yaml", WORKFLOW);
    program.file(
        "in.csv",
        IntStream.range(0, ROWS)
            .mapToObj(
                row -> "Order " + row + " is late and I want my money back ".repeat(1 + row % 5))
            .collect(Collectors.joining("\n", "letter\n", "\n")));
    Files.createDirectories(work.resolve("data"));
    program.file("data/prices.yaml", "openai/mock-1: {input: 2, output: 8}\n");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theRunCostsWhatWasForetold() {
    JsonNode before = estimate();
    assertThat(simulator.stat("requests")).as("an estimate asks nobody").isZero();
    assertThat(before.path("rows").asInt()).isEqualTo(ROWS);
    assertThat(before.path("basis").asString()).contains("from the schema", "200 rows");
    assertThat(before.path("steps")).hasSize(2);
    assertThat(before.path("minutes").path("high").asDouble()).isPositive();

    assertThat(program.run("run", "w.yaml", "in.csv", "--sample", "30").exit()).isZero();
    JsonNode after = estimate();
    assertThat(after.path("basis").asString()).contains("from 30 rows run before");
    assertThat(simulator.stat("requests")).isBetween(30L, 60L);

    Program.Ended run = program.run("run", "w.yaml", "in.csv", "--json");
    double real = JsonMapper.shared().readTree(run.out()).path("cost_usd").asDouble();
    assertIn(before, real);
    assertIn(after, real);
    assertThat(width(after)).isLessThan(width(before));
  }

  @Test
  void whatIsNotKnownIsSaid() {
    program.file("unpriced.yaml", WORKFLOW.replace("mock-1", "nobody-knows"));
    Program.Ended unpriced = program.run("estimate", "unpriced.yaml", "in.csv");
    assertThat(unpriced.exit()).as(unpriced.err()).isZero();
    assertThat(unpriced.out())
        .contains("The price of openai/nobody-knows is not known", "price unknown", "All 300 rows");

    program.file("local.yaml", "name: w\nsteps: [{id: c, transform: {columns: {d: x}}}]\n");
    assertThat(program.run("estimate", "local.yaml", "in.csv").out()).contains("no calls, free");
    assertThat(program.run("estimate", "w.yaml", "nothing.csv").exit()).isEqualTo(2);
    assertThat(simulator.stat("requests")).isZero();
  }

  private JsonNode estimate() {
    Program.Ended ended = program.run("estimate", "w.yaml", "in.csv", "--json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    return JsonMapper.shared().readTree(ended.out());
  }

  private static void assertIn(JsonNode estimate, double real) {
    JsonNode cost = estimate.path("cost_usd");
    assertThat(real)
        .as(estimate.toString())
        .isBetween(cost.path("low").asDouble(), cost.path("high").asDouble());
    assertThat(width(estimate)).isLessThanOrEqualTo(3.001);
  }

  private static double width(JsonNode estimate) {
    JsonNode cost = estimate.path("cost_usd");
    return cost.path("high").asDouble() / cost.path("low").asDouble();
  }
}
