package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bulkgpt serve` over its lives on one data directory, and a client of it.
final class LiveServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Program program;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private volatile Program.Running process;
  private volatile String url = "";
  private String key = "";
  private String workflowId = "";

  /// Starts it on a fresh data directory, with the workflow [Workflows#ECHO].
  LiveServer(Program program) {
    this.program = program;
    // Half the processor time of a start; the optimising compiler earns nothing in these lives.
    program.with("BULKGPT_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    process = start();
    key = Program.firstKey(process);
    program.file("echo.yaml", Workflows.ECHO);
    Program.Ended put = program.run("workflows", "put", "echo.yaml");
    assertThat(put.exit()).as(put.err()).isZero();
    workflowId = put.out().strip();
  }

  private Program.Running start() {
    Program.Running started = program.start("serve", "--port", "0");
    url = Program.address(started);
    return started;
  }

  Program.Running process() {
    return process;
  }

  /// `kill -9`, and gone.
  void kill() {
    process.kill();
    process.process().onExit().join();
  }

  /// Starts it again; the one before has ended.
  void restart() {
    process = start();
  }

  /// The body of an upload.
  String body(String csv) {
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("workflowId", workflowId)
            .put(
                "csvBase64",
                Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8))));
  }

  /// Uploads and expects an id.
  String upload(String csv) {
    HttpResponse<String> answer =
        send(uploading(BodyPublishers.ofString(body(csv)), Optional.empty()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return id(answer);
  }

  static String id(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("taskId").asString();
  }

  /// An upload under way.
  CompletableFuture<HttpResponse<String>> startUpload(BodyPublisher body, String idempotencyKey) {
    return client.sendAsync(
        uploading(body, Optional.of(idempotencyKey)), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest uploading(BodyPublisher body, Optional<String> idempotencyKey) {
    HttpRequest.Builder request = json("/upload-trigger").POST(body);
    idempotencyKey.ifPresent(it -> request.header("Idempotency-Key", it));
    return request.build();
  }

  HttpRequest asking(String taskId) {
    return json("/status").POST(BodyPublishers.ofString("{\"taskId\":\"" + taskId + "\"}")).build();
  }

  /// What `/status` says, or empty when there is no good answer at the moment.
  Optional<JsonNode> status(String taskId) {
    try {
      HttpResponse<String> answer =
          client.send(asking(taskId), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(JSON.readTree(answer.body()).path("status"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// What is behind a link, or empty when it cannot be fetched whole at the moment.
  Optional<String> fetched(String link) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(link)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  String state(String taskId) {
    return status(taskId).map(it -> it.path("status").asString()).orElse("");
  }

  void awaitCompleted(String taskId) {
    await().atMost(PATIENCE).until(() -> state(taskId).equals("completed"));
  }

  /// The result of a completed task.
  Path download(String taskId) throws IOException {
    URI link = URI.create(status(taskId).orElseThrow().path("downloadUrl").asString());
    HttpResponse<String> answer = send(HttpRequest.newBuilder(link).build());
    assertThat(answer.statusCode()).isEqualTo(200);
    return Files.writeString(Files.createTempFile(program.work(), "result", ".csv"), answer.body());
  }

  /// A path of the server.
  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofMinutes(1))
        .header("x-api-key", key);
  }

  HttpResponse<String> get(String path) {
    return send(at(path).build());
  }

  /// The status code of a path, or 0 when nobody answers.
  int code(String path) {
    try {
      return client.send(at(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder json(String path) {
    return at(path).header("Content-Type", "application/json");
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
