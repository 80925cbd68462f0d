package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line as a contract: what goes where, and how a command ends.
class CommandLineTest {

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void startTheSimulator() {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(30));
  }

  @AfterEach
  void stopTheSimulator() {
    simulator.close();
  }

  @Test
  void theResultLiesBesideTheInput() {
    Program.Ended ended = provider("lat=1").run("run", "w.yaml", "in.csv");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("30 rows: 30 succeeded").contains("in.result.csv");
    assertThat(Csv.column(work.resolve("in.result.csv"), "_status")).hasSize(30);
  }

  @Test
  void aFinishedRunTypedAgainCallsNothing() throws Exception {
    provider("lat=1").run("run", "w.yaml", "in.csv");
    Files.delete(work.resolve("in.result.csv"));

    Program.Ended again = program.run("run", "w.yaml", "in.csv", "--json");

    JsonNode summary = JsonMapper.shared().readTree(again.out());
    assertThat(summary.path("state").asString()).isEqualTo("completed");
    assertThat(summary.path("succeeded").asInt()).isEqualTo(30);
    assertThat(summary.path("new_calls").asInt()).isZero();
    assertThat(simulator.stat("requests")).isEqualTo(30);
    assertThat(work.resolve("in.result.csv")).exists();
  }

  @Test
  void aFirstLimitedRunIsPartOfTheWholeOne() {
    provider("lat=1").run("run", "w.yaml", "in.csv", "--limit", "10");
    assertThat(work.resolve("in.result.csv")).doesNotExist();
    assertThat(Csv.column(work.resolve("in.sample.csv"), "number")).hasSize(10);

    Program.Ended whole = program.run("run", "w.yaml", "in.csv");

    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(Csv.column(work.resolve("in.result.csv"), "number")).hasSize(30);
    assertThat(simulator.stat("requests")).isEqualTo(30);
  }

  @Test
  void aKeyIsListedAsValidUntilItIsRevoked() {
    String key = program.run("keys", "create").out().strip();
    assertThat(program.run("keys", "list").out())
        .contains(key.substring(0, 15), "valid")
        .doesNotContain("revoked");

    program.run("keys", "revoke", key.substring(0, 15));
    assertThat(program.run("keys", "list").out()).contains("revoked 2").doesNotContain("valid");
  }

  @Test
  void freshStartsAnew() {
    provider("lat=1").run("run", "w.yaml", "in.csv");
    program.run("run", "w.yaml", "in.csv", "--fresh");

    assertThat(simulator.stat("paid_again")).isEqualTo(30);
  }

  @Test
  void standardInputGivesStandardOutput() throws Exception {
    Path input = work.resolve("in.csv");
    Program.Ended ended =
        provider("lat=1").reading(input).run("run", "w.yaml", "-", "--meta", "full", "--json");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("number,answer,_status,_error,_row,");
    assertThat(ended.out().lines()).hasSize(31);
    assertThat(ended.err()).contains("\"state\":\"completed\"");
  }

  @Test
  void failedRowsAreTruthfulAndRunAgainWhenAsked() {
    Program.Ended some = provider("refuse=0.3").run("run", "w.yaml", "in.csv");
    List<String> statuses = Csv.column(work.resolve("in.result.csv"), "_status");
    assertThat(some.exit()).isEqualTo(3);
    assertThat(statuses).contains("failed", "succeeded").hasSize(30);
    assertThat(some.err()).contains("refused").contains("--retry-failed");
    long refused = statuses.stream().filter("failed"::equals).count();
    long before = simulator.stat("requests");

    Program.Ended again = program.run("run", "w.yaml", "in.csv", "--retry-failed");

    assertThat(again.exit()).as(again.err()).isIn(0, 3);
    assertThat(simulator.stat("requests") - before).isEqualTo(refused);
  }

  @Test
  void aWrongKeyPausesAndNoRowFails() {
    Program.Ended halted = provider("auth=1").run("run", "w.yaml", "in.csv", "--json");

    JsonNode summary = JsonMapper.shared().readTree(halted.out());
    assertThat(halted.exit()).isEqualTo(4);
    assertThat(summary.path("state").asString()).isEqualTo("paused");
    assertThat(summary.path("failed").asInt()).isZero();
    assertThat(summary.path("reason").asString()).contains("does not accept the API key");
    assertThat(work.resolve("in.result.csv")).doesNotExist();
  }

  @Test
  void creditGoneMidRunStopsWithinTheCallsInFlightAndGoesOnLater() {
    program.file("big.csv", Workflows.numberedRows(2_000));
    program.with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "20");
    String url = simulator.baseUrl("quota=1,after=500");
    Program.Ended halted =
        program.with("OPENAI_BASE_URL", url).run("run", "w.yaml", "big.csv", "--json");
    assertThat(halted.exit()).as(halted.err()).isEqualTo(4);
    JsonNode summary = JsonMapper.shared().readTree(halted.out());
    long answered = summary.path("succeeded").asLong();
    assertThat(answered).isEqualTo(simulator.stat("paid")).isBetween(500L, 500L + 20);
    assertThat(summary.path("failed").asInt()).isZero();
    assertThat(simulator.stat("requests")).isLessThanOrEqualTo(500 + 2 * 20);

    simulator.reset();
    Program.Ended resumed = program.run("run", "w.yaml", "big.csv", "--json");

    assertThat(JsonMapper.shared().readTree(resumed.out()).path("succeeded").asLong())
        .isEqualTo(answered + simulator.stat("paid"));
  }

  @Test
  void aKeyThatIsMissingIsNamed() {
    Program.Ended ended = program.run("run", "w.yaml", "in.csv");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("OPENAI_API_KEY");
  }

  @Test
  void allProblemsOfAWorkflowComeAtOnce() {
    program.file(
        "bad.yaml",
        "name: x\nsteps:\n  - id: a\n    prompt: {modle: m/x, user: 'hi'}\n  - id: a\n    transform: {}\n");

    Program.Ended ended = program.run("validate", "bad.yaml");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err().lines().filter(line -> line.contains("error:"))).hasSizeGreaterThan(2);
    assertThat(ended.err()).contains("\"model\"");
  }

  @Test
  void aColumnThatIsNotThereIsRefusedBeforeAnyCall() {
    program.file("w2.yaml", Workflows.ECHO.replace("{{number}}", "{{nmber}}"));

    Program.Ended ended = provider("lat=1").run("run", "w2.yaml", "in.csv");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("\"nmber\"").contains("\"number\"");
    assertThat(simulator.stat("requests")).isZero();
    assertThat(program.run("runs", "list").out()).isEmpty();
  }

  @Test
  void aFileThatIsNoCsvIsRefusedWithASentence() throws Exception {
    Files.write(work.resolve("a.csv"), "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1));

    Program.Ended ended = provider("lat=1").run("run", "w.yaml", "a.csv");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("save it as CSV").doesNotContain("\tat ");
  }

  @Test
  void validateShowsWhatWasGuessedAndTheFirstPrompts() {
    program.file("semi.csv", "number;word\n7;seven\n");

    Program.Ended ended = provider("lat=1").run("validate", "w.yaml", "semi.csv");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("the separator is `;`").contains("Say 7");
    assertThat(simulator.stat("requests")).isZero();
  }

  @Test
  void runsAreListedAndDeleted() {
    provider("lat=1").run("run", "w.yaml", "in.csv");
    String line = program.run("runs", "list").out();
    assertThat(line).contains("completed").contains("30/30");

    Program.Ended deleted = program.run("runs", "delete", line.substring(0, 12));

    assertThat(deleted.exit()).as(deleted.err()).isZero();
    assertThat(program.run("runs", "list").out()).isEmpty();
  }

  @Test
  void theSchemaIsJsonSchema() {
    JsonNode schema = JsonMapper.shared().readTree(program.run("schema").out());

    assertThat(schema.path("$schema").asString()).contains("2020-12");
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysWhatIsRight() {
    Program.Ended ended = program.run("run", "w.yaml");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("INPUT.csv").contains("--help");
    assertThat(program.run("rnu").err()).contains("run");
    assertThat(program.run("help", "run").out()).contains("--retry-failed");
  }

  private Program provider(String knobs) {
    return program.with("OPENAI_BASE_URL", simulator.baseUrl(knobs));
  }
}
