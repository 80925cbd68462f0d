package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider that limits, fails or is not there, and what a run makes of it.
@Execution(ExecutionMode.CONCURRENT)
class FailingProviderTest {

  private static final int ROWS = 300;

  @TempDir Path work;

  private Program program;

  @BeforeEach
  void prepare() {
    program = new Program(work);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(ROWS));
  }

  @Test
  void aStrictLimitLosesNoRowWhatEverItTells() {
    for (String knobs : List.of("", ",hdr=0,ra=0", ",hdr=0")) {
      try (SimulatorProcess simulator = new SimulatorProcess(program)) {
        program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=20,rps=60,burst=60" + knobs));

        Program.Ended ended = program.run("run", "w.yaml", "in.csv", "--json", "--fresh");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(summary(ended).path("succeeded").asInt()).isEqualTo(ROWS);
        // What is in flight when the bucket is empty is refused; then the limit is known.
        assertThat(simulator.stats().path("statuses").path("429").asInt()).isLessThan(ROWS / 3);
        assertThat(simulator.stat("paid_again")).isZero();
      }
    }
  }

  @Test
  void rowsWaitForAProviderThatIsDownAndFailNot() throws IOException {
    int port = freePort();
    program.with("OPENAI_BASE_URL", "http://127.0.0.1:" + port + "/v1");
    try (Program.Running run = program.start("run", "w.yaml", "in.csv", "--json")) {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> {
            String err = Program.text(run.err());
            return err.contains("Rows wait until it answers")
                && err.contains("does not answer, its rows wait");
          });

      try (SimulatorProcess simulator = new SimulatorProcess(program, port)) {
        Program.Ended ended = run.await();

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("refused the connection").contains("answers again");
        assertThat(summary(ended).path("succeeded").asInt()).isEqualTo(ROWS);
        assertThat(simulator.stat("paid")).isEqualTo(ROWS);
      }
    }
  }

  @Test
  void faultsOfEverySortAreOutlived() {
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("BULKGPT_PROVIDERS_OPENAI_CALL_TIMEOUT_SECONDS", "1")
          .with(
              "OPENAI_BASE_URL",
              simulator.baseUrl("p500=0.05,p503=0.05,reset=0.04,hang=0.02,garbage=0.04"));

      Program.Ended ended = program.run("run", "w.yaml", "in.csv", "--json");

      assertThat(summary(ended).path("succeeded").asInt())
          .as(ended.err())
          .isGreaterThanOrEqualTo(ROWS - 2);
    }
  }

  @Test
  void aTaskPausesWhenMostRowsFailByNoFaultOfTheirs() {
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=5,garbage=1"));

      Program.Ended paused = program.run("run", "w.yaml", "in.csv", "--json");

      assertThat(paused.exit()).as(paused.err()).isEqualTo(4);
      assertThat(summary(paused).path("reason").asString())
          .contains("of 50 consecutive rows failed by no fault of theirs")
          .contains("provider_error");
      assertThat(summary(paused).path("failed").asInt()).isBetween(26, ROWS - 1);
      JsonNode reason = summary(paused).path("errors").path(0);
      assertThat(reason.path("code").asString()).isEqualTo("provider_error");
      assertThat(reason.path("step").asString()).isEqualTo("answer");

      Program.Ended borne =
          program.with("BULKGPT_ERROR_RATE_PAUSE", "off").run("run", "w.yaml", "in.csv", "--json");

      assertThat(borne.exit()).as(borne.err()).isEqualTo(3);
      assertThat(summary(borne).path("failed").asInt()).isEqualTo(ROWS);
    }
  }

  @Test
  void aRowThatHasHadItsTimeFails() {
    program.file("few.csv", Workflows.numberedRows(20));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("BULKGPT_PROVIDERS_OPENAI_CALL_TIMEOUT_SECONDS", "1")
          .with("BULKGPT_ROW_TIMEOUT_SECONDS", "1")
          .with("OPENAI_BASE_URL", simulator.baseUrl("hang=0.3"));

      Program.Ended ended = program.run("run", "w.yaml", "few.csv");

      assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
      assertThat(Csv.column(work.resolve("few.result.csv"), "_error"))
          .anyMatch(error -> error.contains("row_timeout_seconds"));
    }
  }

  @Test
  void aSettingThatMakesNoSenseIsNamed() {
    Program.Ended ended =
        program.with("BULKGPT_ERROR_RATE_PAUSE", "often").run("run", "w.yaml", "in.csv");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains("BULKGPT_ERROR_RATE_PAUSE").contains("`often`");
  }

  private static JsonNode summary(Program.Ended ended) {
    return JsonMapper.shared().readTree(ended.out());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
