package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// `kill -9` of the server while it takes an upload, right after it gave an id, in the middle of
/// the rows and while results are completed; judged from outside, by clients and the simulator:
/// what was answered with an id is finished, each row once and in order, no counter goes back,
/// nothing is paid twice but calls in flight, and what was not answered leaves nothing behind.
@Execution(ExecutionMode.CONCURRENT)
class ServerKillTest {

  private static final int ROWS = 240;
  private static final int CONCURRENCY = 60;
  private static final int LATENCY_MILLIS = 150;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// When the server dies.
  private enum Moment {
    DURING_THE_UPLOAD,
    AROUND_THE_ANSWER,
    RIGHT_AFTER_THE_ID,
    IN_THE_MIDDLE,
    WHEN_ALL_IS_PAID
  }

  @TempDir Path work;

  private final Random random = new Random();

  /// By id, the mark of the task's rows.
  private final Map<String, String> tasks = new LinkedHashMap<>();

  private final List<Long> millisToFirstCall = new ArrayList<>();

  @Test
  void onSqliteNothingAcceptedIsLost() throws Exception {
    killAgainAndAgain(new Program(work), "SQLite");
  }

  @Test
  void onPostgresNothingAcceptedIsLost() throws Exception {
    try (PostgresServer postgres = new PostgresServer(work)) {
      killAgainAndAgain(
          new Program(work).with("BULKGPT_DATABASE_URL", postgres.url()), "PostgreSQL");
    }
  }

  private void killAgainAndAgain(Program program, String database) throws Exception {
    int kills = Integer.getInteger("bulkgpt.serverKills");
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=" + LATENCY_MILLIS))
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      try (LiveServer server = new LiveServer(program);
          Watch watch = new Watch(server)) {
        for (int kill = 0; kill < kills; kill++) {
          Moment moment = Moment.values()[kill % Moment.values().length];
          killAt(moment, "t" + kill, server, simulator, watch);
        }
        tasks.keySet().forEach(server::awaitCompleted);
        watch.nothingWentBack();
        judge(server, simulator, kills);
        removesOrphans(server);
      }
      System.out.printf(
          "%s: %d kills, %d tasks, %d calls paid again, first new call at most %d ms after the"
              + " first 200 of a restarted server%n",
          database,
          kills,
          tasks.size(),
          simulator.stat("paid_again"),
          millisToFirstCall.stream().mapToLong(it -> it).max().orElse(0));
    }
  }

  private void killAt(
      Moment moment, String mark, LiveServer server, SimulatorProcess simulator, Watch watch)
      throws Exception {
    switch (moment) {
      case DURING_THE_UPLOAD -> {
        HalvedBody body = new HalvedBody(server.body(csv(mark)));
        var upload = server.startUpload(BodyPublishers.ofInputStream(() -> body), mark);
        body.awaitHalf();
        server.kill();
        body.giveUp();
        server.restart();
        askAgain(upload, mark, server, watch);
      }
      case AROUND_THE_ANSWER -> {
        var upload = server.startUpload(BodyPublishers.ofString(server.body(csv(mark))), mark);
        waitMillis(server, random.nextInt(60));
        server.kill();
        server.restart();
        askAgain(upload, mark, server, watch);
      }
      case RIGHT_AFTER_THE_ID -> {
        accepted(server.upload(csv(mark)), mark, watch);
        server.kill();
        restart(server, simulator);
      }
      case IN_THE_MIDDLE -> {
        long before = simulator.stat("paid");
        accepted(server.upload(csv(mark)), mark, watch);
        long some = random.nextInt(ROWS - CONCURRENCY);
        await().atMost(PATIENCE).until(() -> simulator.stat("paid") >= before + some);
        server.kill();
        restart(server, simulator);
      }
      case WHEN_ALL_IS_PAID -> {
        accepted(server.upload(csv(mark)), mark, watch);
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> simulator.stat("distinct_prompts") == (long) tasks.size() * ROWS);
        waitMillis(server, random.nextInt(150));
        server.kill();
        server.restart();
      }
    }
  }

  private void accepted(String id, String mark, Watch watch) {
    assertThat(tasks.put(id, mark)).isNull();
    watch.add(id);
  }

  /// The client of an upload that broke off sends it again; it was answered before or not.
  private void askAgain(
      CompletableFuture<HttpResponse<String>> first, String mark, LiveServer server, Watch watch) {
    var again = server.startUpload(BodyPublishers.ofString(server.body(csv(mark))), mark).join();
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    first
        .handle((answer, failure) -> Optional.ofNullable(answer))
        .join()
        .ifPresent(answer -> assertThat(LiveServer.id(answer)).isEqualTo(LiveServer.id(again)));
    accepted(LiveServer.id(again), mark, watch);
  }

  /// There are rows to run: how long until the first call after the first answer?
  private void restart(LiveServer server, SimulatorProcess simulator) {
    long before = simulator.stat("requests");
    server.restart();
    String anyone = tasks.keySet().iterator().next();
    await().atMost(PATIENCE).until(() -> server.status(anyone).isPresent());
    long answered = System.nanoTime();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> simulator.stat("requests") > before);
    millisToFirstCall.add(Duration.ofNanos(System.nanoTime() - answered).toMillis());
  }

  private void judge(LiveServer server, SimulatorProcess simulator, int kills) throws IOException {
    for (Map.Entry<String, String> task : tasks.entrySet()) {
      Path result = server.download(task.getKey());
      List<String> rows = rows(task.getValue());
      assertThat(Csv.column(result, "number")).isEqualTo(rows);
      assertThat(Csv.column(result, "_status")).containsOnly("succeeded");
      assertThat(Csv.column(result, "answer"))
          .isEqualTo(rows.stream().map(row -> "Say " + row).toList());
    }
    assertThat(tasks).as("one task each").hasSize(kills);
    assertThat(server.get("/api/v1/tasks?limit=200").body().split("\"created_at\"", -1))
        .as("no task but these")
        .hasSize(kills + 1);
    assertThat(simulator.stat("distinct_prompts")).isEqualTo((long) kills * ROWS);
    assertThat(simulator.stat("paid_again")).isLessThanOrEqualTo((long) kills * CONCURRENCY);
  }

  private void removesOrphans(LiveServer server) throws IOException {
    server.kill();
    server.restart();
    List<String> expected =
        tasks.keySet().stream().flatMap(id -> Stream.of(id + ".csv", id + ".result.csv")).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(files()).containsExactlyInAnyOrderElementsOf(expected));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("data/server/files"))) {
      return files.filter(Files::isRegularFile).map(it -> it.getFileName().toString()).toList();
    }
  }

  private static void waitMillis(LiveServer server, int millis) throws InterruptedException {
    assertThat(server.process().process().waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
  }

  private static List<String> rows(String mark) {
    return IntStream.rangeClosed(1, ROWS).mapToObj(row -> mark + "-" + row).toList();
  }

  private static String csv(String mark) {
    return rows(mark).stream().collect(Collectors.joining("\n", "number\n", "\n"));
  }
}
