package dev.bulkgpt.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A plain client of the simulator for tests.
final class Asker implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client = HttpClient.newHttpClient();

  HttpResponse<String> ask(URI base, String prompt) {
    return post(base, body(prompt, ""));
  }

  static String body(String prompt, String more) {
    return "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":"
        + JSON.writeValueAsString(prompt)
        + "}]"
        + more
        + "}";
  }

  static String schemaBody(String prompt, String schema) {
    return body(
        prompt,
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":true,\"schema\":"
            + schema
            + "}}");
  }

  HttpResponse<String> post(URI base, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(URI base, String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static String content(HttpResponse<String> response) {
    return json(response).at("/choices/0/message/content").asString();
  }

  @Override
  public void close() {
    client.close();
  }
}
