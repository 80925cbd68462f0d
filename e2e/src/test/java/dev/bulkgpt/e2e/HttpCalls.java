package dev.bulkgpt.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A well-behaved client of one server, with one key or none. Safe for use by many threads.
///
/// @param key what it shows; empty: nothing
record HttpCalls(HttpClient client, URI server, Optional<String> key) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static HttpCalls to(URI server) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    return new HttpCalls(client, server, Optional.empty());
  }

  HttpCalls with(String anotherKey) {
    return new HttpCalls(client, server, Optional.of(anotherKey));
  }

  HttpCalls withoutKey() {
    return new HttpCalls(client, server, Optional.empty());
  }

  /// @param headers names and values in turn
  HttpAnswer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).method(method, body);
    key.ifPresent(it -> request.header("x-api-key", it));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new HttpAnswer(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpAnswer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpAnswer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  HttpAnswer postJson(String path, String json, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send("POST", path, BodyPublishers.ofString(json), all.toArray(String[]::new));
  }

  HttpAnswer upload(String workflowId, String csv, String... headers) {
    return postJson("/upload-trigger", uploadBody(workflowId, csv), headers);
  }

  /// The original's body.
  static String uploadBody(String workflowId, String csv) {
    return "{\"workflowId\": \"%s\", \"csvBase64\": \"%s\"}".formatted(workflowId, base64(csv));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Uploads; it must be taken.
  String task(String workflowId, String csv) {
    return upload(workflowId, csv).expect(200).json().path("taskId").asString();
  }

  HttpAnswer status(String task) {
    return postJson("/status", "{\"taskId\": \"%s\"}".formatted(task));
  }

  JsonNode progress(String task) {
    return status(task).expect(200).json().path("status");
  }

  /// Polls until a task's state is the one named.
  JsonNode awaitState(String task, String state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> progress(task).path("status").asString().equals(state));
    return progress(task);
  }

  /// `POST /api/v1/tasks` with a raw CSV.
  HttpAnswer postCsv(String workflowId, String csv, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "text/csv"));
    all.addAll(List.of(headers));
    return send(
        "POST",
        "/api/v1/tasks?workflow=" + encoded(workflowId),
        BodyPublishers.ofString(csv),
        all.toArray(String[]::new));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
