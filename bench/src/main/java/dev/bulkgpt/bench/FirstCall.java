package dev.bulkgpt.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// A provider that notes when it is called first.
final class FirstCall implements AutoCloseable {

  private static final byte[] ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final Duration latency;
  private volatile CompletableFuture<Long> first = new CompletableFuture<>();

  FirstCall(Duration latency) throws IOException {
    this.latency = latency;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /// Forgets earlier calls.
  ///
  /// @return the time, for [#secondsSince]
  long listen() {
    first = new CompletableFuture<>();
    return System.nanoTime();
  }

  /// Waits for the first call since [#listen].
  double secondsSince(long nanoTime) {
    return (first.join() - nanoTime) / 1e9;
  }

  private void answer(HttpExchange call) throws IOException {
    first.complete(System.nanoTime());
    try {
      Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    call.sendResponseHeaders(200, ANSWER.length);
    call.getResponseBody().write(ANSWER);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
