package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bulkgpt serve` as a process of its own, on a free port and a data directory that is new.
final class RunningServer implements AutoCloseable {

  private static final Set<String> SETTLED = Set.of("completed", "paused", "canceled", "failed");

  private final Program program;
  private final Program.Running process;
  private final String url;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningServer(Program program) {
    this.program = program;
    process = program.start("serve", "--port", "0");
    url = Program.address(process);
    key = Program.firstKey(process);
  }

  String url() {
    return url;
  }

  /// The one that was printed.
  String key() {
    return key;
  }

  /// What stands on standard error by now.
  String log() {
    return Program.text(process.err());
  }

  /// Keeps a workflow and gives its id.
  String workflow(String yaml) {
    program.file("put.yaml", yaml);
    Program.Ended put = program.run("workflows", "put", "put.yaml");
    assertThat(put.exit()).as(put.err()).isZero();
    return put.out().strip();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).header("x-api-key", key).build());
  }

  /// A raw CSV becomes a task.
  HttpResponse<String> upload(String workflowId, String csv) {
    String id = URLEncoder.encode(workflowId, StandardCharsets.UTF_8);
    return send(
        request("/api/v1/tasks?workflow=" + id)
            .header("x-api-key", key)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv))
            .build());
  }

  /// Uploads and waits until nothing happens to the task any more.
  JsonNode run(String workflowId, String csv) {
    HttpResponse<String> created = upload(workflowId, csv);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return settled(JsonMapper.shared().readTree(created.body()).path("id").asString());
  }

  JsonNode settled(String taskId) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> JsonMapper.shared().readTree(get("/api/v1/tasks/" + taskId).body()),
            task -> SETTLED.contains(task.path("state").asString()));
  }

  /// SIGTERM, and the end.
  Program.Ended stop() {
    process.process().destroy();
    return process.await();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
