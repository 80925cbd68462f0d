package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a server does when it is asked to stop.
@Execution(ExecutionMode.CONCURRENT)
class ServerShutdownTest {

  private static final int ROWS = 1_000;
  private static final int CONCURRENCY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path work;

  @Test
  void aTermSignalEndsCallsAndUploadsUnderWayAndRepeatsNone() throws Exception {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=1500"))
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      try (LiveServer server = new LiveServer(program)) {
        String running = server.upload(Workflows.numberedRows(ROWS));
        await().atMost(PATIENCE).until(() -> simulator.stat("paid") > 0);
        HalvedBody body = new HalvedBody(server.body("number\nlate-1\nlate-2\n"));
        var upload = server.startUpload(BodyPublishers.ofInputStream(() -> body), "late");
        body.awaitHalf();
        assertThat(server.code("/actuator/health/readiness")).isEqualTo(200);

        server.process().process().destroy();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> server.code("/actuator/health/readiness") != 200);
        server.process().process().destroy();
        body.goOn();

        var answer = upload.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Program.Ended ended = server.process().await();
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(simulator.stat("in_flight")).isZero();
        assertThat(simulator.stat("paid")).isLessThan(ROWS);

        server.restart();
        server.awaitCompleted(running);
        server.awaitCompleted(LiveServer.id(answer));
        assertThat(Csv.column(server.download(running), "_status")).hasSize(ROWS);
        assertThat(simulator.stat("paid_again")).isZero();
      }
    }
  }

  @Test
  void callsThatDoNotEndAreGivenUpAfterTheGraceTime() throws Exception {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("hang=1"))
          .with("BULKGPT_SHUTDOWN_GRACE_SECONDS", "1");
      try (LiveServer server = new LiveServer(program)) {
        server.upload(Workflows.numberedRows(10));
        await().atMost(PATIENCE).until(() -> simulator.stat("in_flight") == 10);

        server.process().process().destroy();

        assertThat(server.process().await().exit()).isZero();
      }
    }
  }

  @Test
  void aStartThatFailsIsNoShutdown() {
    Program program = new Program(work);
    try (LiveServer server = new LiveServer(program)) {
      Program.Ended second = program.run("serve", "--port", "0");

      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err()).contains(String.valueOf(server.process().process().pid()));
      assertThat(server.code("/actuator/health/readiness")).isEqualTo(200);
    }
  }
}
