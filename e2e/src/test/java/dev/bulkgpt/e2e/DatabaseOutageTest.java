package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// PostgreSQL as the database: with a password of awkward characters, stopped while tasks run, and
/// away when the server starts.
@Execution(ExecutionMode.CONCURRENT)
class DatabaseOutageTest {

  private static final int ROWS = 3_000;
  private static final int CONCURRENCY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path work;

  @Test
  void whileTheDatabaseIsAwayTasksWaitAndThenGoOnByThemselves() throws Exception {
    Program program = new Program(work);
    try (SimulatorProcess simulator = new SimulatorProcess(program);
        PostgresServer postgres = new PostgresServer(work)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=200"))
          .with("BULKGPT_DATABASE_URL", postgres.url())
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      try (LiveServer server = new LiveServer(program);
          Watch watch = new Watch(server)) {
        String done = server.upload("number\nfirst\n");
        server.awaitCompleted(done);
        String id = server.upload(Workflows.numberedRows(ROWS));
        watch.add(id);
        await().atMost(PATIENCE).until(() -> simulator.stat("paid") > 500);

        postgres.stop();
        everyRouteSaysSo(server, id);
        assertThat(server.code("/actuator/health/liveness")).isEqualTo(200);
        assertThat(server.code("/actuator/health/readiness")).isEqualTo(503);
        await().atMost(PATIENCE).until(() -> simulator.stat("in_flight") == 0);
        assertThat(simulator.stat("distinct_prompts")).isLessThan(ROWS);

        postgres.startAgain();
        long back = System.nanoTime();
        long before = simulator.stat("requests");
        await().atMost(PATIENCE).until(() -> simulator.stat("requests") > before);
        long millis = Duration.ofNanos(System.nanoTime() - back).toMillis();
        server.awaitCompleted(id);
        watch.nothingWentBack();

        List<String> numbers = IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
        assertThat(Csv.column(server.download(id), "number")).isEqualTo(numbers);
        assertThat(simulator.stat("distinct_prompts")).isEqualTo(ROWS + 1L);
        System.out.printf(
            "database away: %d calls paid again, first call %d ms after its return%n",
            simulator.stat("paid_again"), millis);
        assertThat(simulator.stat("paid_again")).isZero();
        assertThat(server.code("/actuator/health/readiness")).isEqualTo(200);
        assertThat(Program.text(server.process().err())).doesNotContain(PostgresServer.secrets());
      }
    }
  }

  /// Keys are remembered for two seconds: from then on nothing can be answered.
  private static void everyRouteSaysSo(LiveServer server, String id) {
    List<HttpRequest> requests =
        List.of(
            server.asking(id),
            server.uploading(
                BodyPublishers.ofString(server.body("number\n1\n")), Optional.of("away")),
            server.at("/api/v1/tasks").build(),
            server.at("/api/v1/tasks/" + id).build(),
            server.at("/api/v1/tasks/" + id + "/cancel").POST(BodyPublishers.noBody()).build(),
            server.at("/actuator/prometheus").build());
    await().atMost(PATIENCE).until(() -> server.send(requests.getLast()).statusCode() == 503);
    for (HttpRequest request : requests) {
      HttpResponse<String> answer = server.send(request);
      assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isEqualTo(503);
      assertThat(answer.body()).contains("Service unavailable.").doesNotContain("postgres", "sql");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void aDatabaseThatIsAwayAtTheStartIsToldInASentence() {
    try (PostgresServer postgres = new PostgresServer(work)) {
      Program program = new Program(work).with("BULKGPT_DATABASE_URL", postgres.url("wrong"));
      isRefused(program.run("serve", "--port", "0"), "the password is not accepted");
      isRefused(program.run("keys", "list"), "the password is not accepted");

      postgres.stop();
      program.with("BULKGPT_DATABASE_URL", postgres.url());
      isRefused(program.run("serve", "--port", "0"), "nothing answers there");
      isRefused(program.run("workflows", "list"), "nothing answers there");
      postgres.startAgain();
      assertThat(program.run("keys", "list").exit()).isZero();
    }
  }

  private static void isRefused(Program.Ended ended, String why) {
    assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .contains("cannot be opened", "localhost", why)
        .doesNotContain(PostgresServer.secrets())
        .doesNotContain("wrong", "\tat ");
  }
}
