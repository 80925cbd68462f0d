package dev.bulkgpt.app;

import dev.bulkgpt.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server's native API, as the command line uses it. Whatever goes wrong ends the command with a
/// sentence; nothing is tried twice.
final class ServerClient implements AutoCloseable {

  private static final int CONNECT_SECONDS = 10;

  /// Between two pieces of an answer.
  private static final int ANSWER_SECONDS = 60;

  private static final int MAX_SMALL_BYTES = 16 << 20;

  private final URI server;
  private final Secret key;
  private final CloseableHttpClient http;

  /// @param server its base URL
  ServerClient(URI server, Secret key) {
    this.server = server;
    this.key = key;
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .setSocketTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
            .build();
    http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(connection)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom().setResponseTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .build();
  }

  JsonNode get(String path) {
    return json("GET", path);
  }

  JsonNode post(String path) {
    return json("POST", path);
  }

  /// Copies an answer of any size.
  void download(String path, OutputStream to) {
    send("GET", path, body -> body.transferTo(to));
  }

  private JsonNode json(String method, String path) {
    try {
      return send(
          method, path, body -> JsonMapper.shared().readTree(body.readNBytes(MAX_SMALL_BYTES)));
    } catch (JacksonException e) {
      throw failed("What answers at " + server + " is no BulkGPT server.");
    }
  }

  private interface Body<T> {
    T read(InputStream body) throws IOException;
  }

  private <T> T send(String method, String path, Body<T> answer) {
    HttpUriRequestBase request =
        new HttpUriRequestBase(
            method, URI.create(server.toString().replaceAll("/+$", "") + "/api/v1" + path));
    request.setHeader("x-api-key", key.value());
    try {
      return http.execute(
          request,
          response -> {
            InputStream body = body(response);
            if (response.getCode() >= 300) {
              throw refused(response.getCode(), body.readNBytes(MAX_SMALL_BYTES));
            }
            return answer.read(body);
          });
    } catch (IOException e) {
      throw failed(
          "The server at %s cannot be reached: %s. Is it running?"
              .formatted(server, FailureWords.network(e)));
    }
  }

  private static InputStream body(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? InputStream.nullInputStream()
        : response.getEntity().getContent();
  }

  private CommandFailedException refused(int status, byte[] body) {
    return switch (status) {
      case 400 -> CommandFailedException.usage(said(body, status));
      case 401 ->
          failed(
              "The server does not accept the key; `bulkgpt keys create` makes one where the"
                  + " server runs.");
      case 404 -> failed("There is no such task; `bulkgpt tasks list` shows them.");
      case 429 -> failed("Too many wrong keys came from here; try again in a minute.");
      case 503 -> failed("The server cannot work just now; try again in a few seconds.");
      default -> failed("The server answered with status " + status + ": " + said(body, status));
    };
  }

  private static String said(byte[] body, int status) {
    try {
      JsonNode problem = JsonMapper.shared().readTree(body);
      String title = problem.path("title").asString("Status " + status + ".");
      String detail = problem.path("detail").asString("");
      return detail.isEmpty() ? title : title + " " + detail;
    } catch (JacksonException e) {
      return "Status " + status + ".";
    }
  }

  private static CommandFailedException failed(String sentence) {
    return new CommandFailedException(Exit.FAILED, sentence);
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw failed("The connection to %s broke: %s.".formatted(server, FailureWords.network(e)));
    }
  }
}
