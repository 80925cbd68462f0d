package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract's table of errors, each to the letter, and which one wins when several apply.
@ExtendWith(ServerExtension.class)
class ServerErrorsTest {

  private static final String NOT_FOUND = "{\"error\":\"Not found.\"}";
  private static final String WRONG_METHOD = "{\"error\":\"Method not allowed.\"}";
  private static final String WRONG_KEY = "{\"error\":\"Invalid API key.\"}";
  private static final String WRONG_TYPE = "{\"error\":\"Content-Type must be application/json.\"}";
  private static final String TOO_LARGE = "{\"error\":\"Request body too large.\"}";
  private static final String BAD_TASK = "{\"error\":\"Invalid Task ID.\"}";

  private static final int WRONG_KEYS_PER_MINUTE = 300;

  private final ServerProcess server;
  private final HttpCalls calls;

  ServerErrorsTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/status/",
        "/STATUS",
        "/statuses",
        "/upload",
        "/api",
        "/api/v2/tasks",
        "/error",
        "/actuator",
        "/favicon.ico",
        "/.git/config",
        "/download"
      })
  void aPathThatIsNotThereIs404ForEverybodyAndEveryMethod(String path) {
    for (HttpCalls caller : List.of(calls, calls.withoutKey(), calls.with("wrong"))) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
        HttpAnswer answer = caller.send(method, path, BodyPublishers.noBody()).expect(404);
        if (!path.startsWith("/api/")) {
          answer.expect(404, NOT_FOUND);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/upload-trigger"})
  void aWrongMethodIs405AndSaysTheRightOneBeforeTheKeyIsLookedAt(String path) {
    for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")) {
      HttpAnswer answer = calls.withoutKey().send(method, path, BodyPublishers.noBody());
      answer.expect(405, WRONG_METHOD);
      assertThat(answer.header("allow")).contains("POST");
    }
    calls.send("HEAD", path, BodyPublishers.noBody()).expect(405, "");
  }

  @Test
  void readingAllowsLookingAtTheHead() {
    HttpAnswer answer = calls.post("/download/token").expect(405, WRONG_METHOD);
    assertThat(answer.header("allow")).contains("GET, HEAD");
    assertThat(calls.send("PUT", "/api/v1/tasks", BodyPublishers.noBody()).header("allow"))
        .contains("GET, HEAD, POST");
    assertThat(calls.post("/actuator/health").expect(405, WRONG_METHOD).header("allow"))
        .contains("GET, HEAD");
  }

  @Test
  void noKeyAWrongOneAndARevokedOneGetTheSameBytes() {
    String revoked = server.command("keys", "create").strip();
    calls.with(revoked).status("x").expect(400);
    server.command("keys", "revoke", revoked.substring(0, 15));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> calls.with(revoked).status("x").status() == 401);

    HttpAnswer none = calls.withoutKey().status("x").timeless().expect(401, WRONG_KEY);
    String good = calls.key().orElseThrow();
    for (String wrong :
        List.of(
            revoked,
            "wrong",
            "bk_",
            good + "x",
            good.substring(1),
            good.toUpperCase(Locale.ROOT),
            " ")) {
      assertThat(calls.with(wrong).status("x").timeless()).isEqualTo(none);
    }
    assertThat(calls.withoutKey().postJson("/status?x-api-key=" + good, "{}").timeless())
        .isEqualTo(none);
    // A bearer's key is for the native API alone.
    assertThat(
            calls
                .withoutKey()
                .postJson("/status", "{}", "Authorization", "Bearer " + good)
                .timeless())
        .isEqualTo(none);
    calls.withoutKey().get("/api/v1/tasks", "Authorization", "Bearer " + good).expect(200);
  }

  @Test
  void theKeyIsCheckedBeforeTheTypeAndTheTypeBeforeTheSize() throws Exception {
    String large = "Content-Length: " + (300L << 20);
    headersOnly("x-api-key: wrong", "Content-Type: text/plain", large).expect(401, WRONG_KEY);
    String key = "x-api-key: " + calls.key().orElseThrow();
    headersOnly(key, "Content-Type: text/plain", large).expect(415, WRONG_TYPE);
    headersOnly(key, large).expect(415, WRONG_TYPE);
    headersOnly(key, "Content-Type: application/json", large).expect(413, TOO_LARGE);
    headersOnly(key, "Content-Type: application/json", large, "Idempotency-Key: a b")
        .expect(413, TOO_LARGE);
  }

  /// The body is announced and never sent: the answer comes all the same.
  private HttpAnswer headersOnly(String... headers) throws Exception {
    try (HttpSocket socket = new HttpSocket(server.url())) {
      socket.send(
          "POST /upload-trigger HTTP/1.1\r\nHost: localhost\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n");
      return socket.answer();
    }
  }

  @Test
  void whoAsksBeforeSendingIsRefusedBeforeSending() throws Exception {
    headersOnly(
            "x-api-key: wrong",
            "Content-Type: application/json",
            "Content-Length: 100",
            "Expect: 100-continue")
        .expect(401, WRONG_KEY);
  }

  @Test
  void aBodyIsCountedWhenItsLengthIsNotTold() {
    String large =
        "{\"x\": \"" + "a".repeat(500_000) + "\", \"y\": \"" + "b".repeat(600_000) + "\"}";
    calls
        .send(
            "POST",
            "/status",
            BodyPublishers.fromPublisher(BodyPublishers.ofString(large)),
            "Content-Type",
            "application/json")
        .expect(413, TOO_LARGE);
    calls.postJson("/status", large).expect(413, TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8", "application/json;charset=\"UTF-8\"",
        "Application/JSON ; x=y", "application/json; charset=no-such"
      })
  void parametersOfTheContentTypeAreFine(String type) {
    calls
        .send("POST", "/status", BodyPublishers.ofString("{}"), "Content-Type", type)
        .expect(400, BAD_TASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/jsonx",
        "application",
        "*/*",
        "text/json",
        "multipart/form-data"
      })
  void anotherContentTypeIs415(String type) {
    calls
        .send("POST", "/status", BodyPublishers.ofString("{}"), "Content-Type", type)
        .expect(415, WRONG_TYPE);
  }

  @Test
  void whatAClientWouldRatherHaveIsNotAskedFor() {
    calls.postJson("/status", "{}", "Accept", "application/xml").expect(400, BAD_TASK);
    calls.postJson("/status", "{}", "Accept", "///").expect(400, BAD_TASK);
    assertThat(calls.get("/actuator/health", "Accept", "image/png").status()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        "{\"taskId\": null}",
        "{\"taskId\": 1}",
        "{\"taskId\": \"\"}",
        "{\"taskId\": \"x\"}",
        "{\"taskId\": \"../x\"}",
        "{\"taskId\": \"x\\u0000\"}",
        "{\"taskId\": \"' OR 1=1 --\"}",
        "{\"taskID\": \"x\"}",
        "{\"taskId\": \"x\"",
        "{\"taskId\": {}}",
        "{\"taskId\": \"x\", \"taskId\": \"x\"}"
      })
  void everyBadStatusGetsTheSameBytes(String body) {
    calls.postJson("/status", body).expect(400, BAD_TASK);
  }

  @Test
  void idsAreComparedAsTheyAre() {
    String task = calls.task(server.workflow("fast"), "Input_1\na\n");
    for (String other :
        List.of(task.toLowerCase(Locale.ROOT), task + "=", task.substring(1), task + " ")) {
      calls.status(other).expect(400, BAD_TASK);
    }
    String workflow = server.workflow("fast");
    for (String other :
        List.of(
            workflow.toUpperCase(Locale.ROOT),
            workflow.split("#", -1)[2],
            workflow + " ",
            "",
            "%",
            "v0#_")) {
      calls.upload(other, "Input_1\na\n").expect(400, badUpload("There is no such workflow."));
    }
  }

  private static String badUpload(String detail) {
    return "{\"error\":\"Invalid workflow ID or CSV file.\",\"detail\":\"" + detail + "\"}";
  }

  @Test
  void aFloodOfWrongKeysIsToldToWaitAndTheRightKeyIsStillServed() {
    String[] flooder = {"X-Forwarded-For", "198.51.100.9, 203.0.113.7"};
    for (int i = 0; i < WRONG_KEYS_PER_MINUTE; i++) {
      calls.with("wrong").postJson("/status", "{}", flooder).expect(401, WRONG_KEY);
    }

    HttpAnswer flooded = calls.with("wrong").postJson("/status", "{}", flooder);

    flooded.expect(429, "{\"error\":\"Too many requests.\"}");
    assertThat(Integer.parseInt(flooded.header("retry-after").orElseThrow())).isBetween(1, 61);
    calls.postJson("/status", "{}", flooder).expect(400, BAD_TASK);
    calls
        .with("wrong")
        .postJson("/status", "{}", "X-Forwarded-For", "198.51.100.9, 203.0.113.8")
        .expect(401, WRONG_KEY);
  }
}
