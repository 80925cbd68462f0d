package dev.bulkgpt.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bulkgpt simulate` as a process of its own: the judge, who counts what was asked.
final class SimulatorProcess implements AutoCloseable {

  private final Program.Running process;
  private final URI root;
  private final HttpClient client = HttpClient.newHttpClient();

  SimulatorProcess(Program program) {
    this(program, 0);
  }

  /// @param port 0 for a free one
  SimulatorProcess(Program program, int port) {
    process = program.start("simulate", "--port", String.valueOf(port));
    root = URI.create(Program.address(process));
  }

  /// The base URL of a provider that behaves as the knobs say.
  String baseUrl(String knobs) {
    return root.resolve("/p/" + knobs + "/v1").toString();
  }

  JsonNode stats() {
    return JsonMapper.shared().readTree(get("/stats"));
  }

  long stat(String name) {
    return stats().path(name).asLong();
  }

  void reset() {
    send(HttpRequest.newBuilder(root.resolve("/reset")).POST(BodyPublishers.noBody()).build());
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).build());
  }

  private String send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
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
