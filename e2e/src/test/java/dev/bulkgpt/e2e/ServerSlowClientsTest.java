package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /// Long beside what the system needs to answer a connection, also on a busy machine.
  private static final Duration CONNECT = Duration.ofSeconds(5);

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
    String task = calls.task(server.workflow("fast"), "Input_1\na\n");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        boolean inHeaders = i % 2 == 0;
        slow.add(threads.submit(() -> drip(inHeaders ? "POST /status HTTP/1.1\r\nX: " : begun())));
      }
      List<Long> micros = new ArrayList<>();
      long begin = System.nanoTime();
      while (slow.stream().anyMatch(it -> !it.isDone())) {
        long start = System.nanoTime();
        try {
          // The first keeps its connection, the second, refused, needs a new one each time.
          calls.status(task).expect(200);
          calls.status("x").expect(400);
        } catch (UncheckedIOException e) {
          // The slow ones are waited for before anybody reads this.
          throw new AssertionError(
              "%d ms after the start, call %d"
                  .formatted((start - begin) / 1_000_000, micros.size()),
              e);
        }
        micros.add((System.nanoTime() - start) / 1_000);
      }
      micros.sort(null);
      System.out.printf(
          "beside %,d slow connections: %,d pairs of status calls, p50 %.1f ms, p99 %.1f ms%n",
          SLOW,
          micros.size(),
          micros.get(micros.size() / 2) / 1e3,
          micros.get(micros.size() * 99 / 100) / 1e3);
      ended(slow);
    }
  }

  private static void ended(List<Future<String>> slow) throws Exception {
    List<String> ends = new ArrayList<>();
    for (Future<String> end : slow) {
      ends.add(end.get());
    }
    assertThat(ends).doesNotContain("served to the last byte");
    assertThat(ends).contains("closed");
    assertThat(ends.stream().filter(end -> end.startsWith("HTTP/1.1 408"))).isNotEmpty();
  }

  /// The program stands still, as on a machine that has no time for it. Whoever does not fit the
  /// queue of its connections meanwhile is kept waiting, or reset after its request was sent.
  @Test
  void connectionsThatComeAllAtOnceAreServedWhenThereIsTimeForThem() throws Exception {
    String body = "{\"taskId\": \"x\"}";
    List<HttpSocket> sockets = new ArrayList<>();
    try {
      signal("STOP");
      try {
        int count = Math.min(SLOW, systemsQueue());
        while (sockets.size() < count) {
          sockets.add(new HttpSocket(server.url(), CONNECT));
        }
        for (HttpSocket socket : sockets) {
          // In two pieces, as many clients do: a connection that the system half forgot is reset.
          assertThat(socket.send(headers(body.length()))).isTrue();
          assertThat(socket.send(body)).isTrue();
        }
      } finally {
        signal("CONT");
      }
      for (HttpSocket socket : sockets) {
        assertThat(socket.answer().status()).isEqualTo(400);
      }
    } finally {
      for (HttpSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /// The longest queue of connections that the system allows.
  private static int systemsQueue() throws IOException {
    Path setting = Path.of("/proc/sys/net/core/somaxconn");
    if (!Files.exists(setting)) {
      return 128;
    }
    // The file gives all of itself at the first read or never.
    try (BufferedReader reader = Files.newBufferedReader(setting)) {
      return Integer.parseInt(reader.readLine());
    }
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(server.process().process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  private String begun() {
    return headers(100_000) + "{\"x\": \"";
  }

  private String headers(int length) {
    String key = "x-api-key: " + calls.key().orElseThrow() + "\r\n";
    return post("/status", key, "application/json", length);
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
    return post(path, key, type, 100_000) + body;
  }

  private static String post(String path, String key, String type, int length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, key, type, length);
  }

  private String silent(String start) throws IOException {
    try (HttpSocket socket = new HttpSocket(server.url())) {
      socket.send(start);
      return socket.all();
    }
  }
}
