package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients that send a byte now and then, or stop: they are let go, and others do not notice.
@ExtendWith(ServerExtension.class)
class ServerSlowClientsTest {

  private static final int SLOW = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// Far longer than a slow client is borne.
  private static final int MOST_BYTES = 200;

  private final ServerProcess server;
  private final HttpCalls calls;

  ServerSlowClientsTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @Test
  void aThousandSlowConnectionsAreLetGoWhileAnotherClientIsServed() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        boolean inHeaders = i % 2 == 0;
        slow.add(
            threads.submit(() -> drip(inHeaders ? "POST /status HTTP/1.1\r\nX: " : headers())));
      }
      List<Long> micros = new ArrayList<>();
      while (micros.size() < SLOW || slow.stream().anyMatch(it -> !it.isDone())) {
        long start = System.nanoTime();
        calls.status("x").expect(400);
        micros.add((System.nanoTime() - start) / 1_000);
      }
      micros.sort(null);
      System.out.printf(
          "beside %,d slow connections: %,d status calls, p50 %.1f ms, p99 %.1f ms%n",
          SLOW,
          micros.size(),
          micros.get(micros.size() / 2) / 1e3,
          micros.get(micros.size() * 99 / 100) / 1e3);
      List<String> ends = new ArrayList<>();
      for (Future<String> end : slow) {
        ends.add(end.get());
      }
      assertThat(ends).doesNotContain("served to the last byte");
      assertThat(ends).contains("closed");
      assertThat(ends.stream().filter(end -> end.startsWith("HTTP/1.1 408"))).isNotEmpty();
    }
  }

  private String headers() {
    return "POST /status HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"x\": \""
        .formatted(calls.key().orElseThrow());
  }

  /// @return how it ended
  private String drip(String start) throws IOException, InterruptedException {
    try (HttpSocket socket = new HttpSocket(server.url())) {
      boolean taken = socket.send(start);
      for (int i = 0; i < MOST_BYTES && taken; i++) {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        taken = socket.send("x");
      }
      String answer = taken ? "served to the last byte" : socket.all();
      return answer.isEmpty() ? "closed" : answer;
    }
  }

  /// Announced, begun, and never finished: told after ten seconds, all at once here.
  @Test
  void whatDoesNotComeIsWaitedForSoLongAndNoLonger() throws Exception {
    String key = "x-api-key: " + calls.key().orElseThrow() + "\r\n";
    String csv = "/api/v1/tasks?workflow=" + HttpCalls.encoded(server.workflow("fast"));
    long files = server.inputCount();
    List<Callable<String>> silent =
        List.of(
            () -> silent("POST /status HTTP/1.1\r\nHost: localhost\r\n"),
            () -> silent(""),
            () -> silent(post("/status", key, "application/json", "{\"taskId\":")),
            () -> silent(post("/upload-trigger", key, "application/json", "")),
            () ->
                silent(
                    post(
                        "/upload-trigger",
                        key,
                        "application/json",
                        "{\"csvBase64\":\"SW5wdXRfMQph")),
            () -> silent(post(csv, key, "text/csv", "Input_1\na\n")),
            () ->
                silent(
                    post(
                        csv,
                        key,
                        "multipart/form-data; boundary=x",
                        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nInput_1\na\n")));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> ends = new ArrayList<>();
      for (Future<String> end : threads.invokeAll(silent)) {
        ends.add(end.get().lines().findFirst().orElse("closed").strip());
      }
      assertThat(ends.subList(0, 2)).containsOnly("closed");
      assertThat(ends.subList(2, ends.size())).containsOnly("HTTP/1.1 408");
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(server.inputCount()).isLessThanOrEqualTo(files));
  }

  private static String post(String path, String key, String type, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: %s\r\nContent-Length: 100000\r\n\r\n%s"
        .formatted(path, key, type, body);
  }

  private String silent(String start) throws IOException {
    try (HttpSocket socket = new HttpSocket(server.url())) {
      socket.send(start);
      return socket.all();
    }
  }
}
