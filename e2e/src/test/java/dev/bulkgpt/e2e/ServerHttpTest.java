package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// HTTP that no decent client sends, byte by byte: it is refused, nothing is made of the rest of
/// the connection, and the next client is served.
@ExtendWith(ServerExtension.class)
class ServerHttpTest {

  private static final String BODY = "{\"taskId\":\"x\"}";
  private static final String LENGTH = "Content-Length: " + BODY.length();
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String CHUNKS = "e\r\n" + BODY + "\r\n0\r\n\r\n";

  private final ServerProcess server;
  private final HttpCalls calls;

  ServerHttpTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  private String request(List<String> headers, String body) {
    return request("POST /status HTTP/1.1", headers, body);
  }

  private String request(String line, List<String> headers, String body) {
    return "%s\r\nHost: localhost\r\nx-api-key: %s\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
        .formatted(line, calls.key().orElseThrow(), String.join("\r\n", headers), body);
  }

  private Map<String, String> refused() {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("two equal lengths", request(List.of(LENGTH, LENGTH), BODY));
    bad.put("two lengths", request(List.of(LENGTH, "Content-Length: 3"), BODY));
    bad.put("a list of lengths", request(List.of("Content-Length: 14, 14"), BODY));
    bad.put("a negative length", request(List.of("Content-Length: -1"), BODY));
    bad.put("a length with a sign", request(List.of("Content-Length: +14"), BODY));
    bad.put("a length in hex", request(List.of("Content-Length: 0xe"), BODY));
    bad.put("no length", request(List.of("Content-Length:"), BODY));
    bad.put(
        "a length beyond all bounds", request(List.of("Content-Length: " + "9".repeat(30)), ""));
    bad.put("chunked twice", request(List.of("Transfer-Encoding: chunked, chunked"), CHUNKS));
    bad.put("chunked behind gzip", request(List.of("Transfer-Encoding: gzip, chunked"), CHUNKS));
    bad.put("nearly chunked", request(List.of("Transfer-Encoding: xchunked"), CHUNKS));
    bad.put("identity", request(List.of("Transfer-Encoding: identity", LENGTH), BODY));
    bad.put("a blank before the colon", request(List.of("Transfer-Encoding : chunked"), CHUNKS));
    bad.put("chunks in HTTP/1.0", request("POST /status HTTP/1.0", List.of(CHUNKED), CHUNKS));
    bad.put("a chunk of no number", request(List.of(CHUNKED), "zz\r\n" + BODY + "\r\n0\r\n\r\n"));
    bad.put("a negative chunk", request(List.of(CHUNKED), "-1\r\n" + BODY + "\r\n0\r\n\r\n"));
    bad.put("a chunk beyond all bounds", request(List.of(CHUNKED), "f".repeat(18) + "\r\n" + BODY));
    bad.put(
        "a chunk longer than said", request(List.of(CHUNKED), "5\r\n" + BODY + "\r\n0\r\n\r\n"));
    bad.put(
        "a chunk's endless extension",
        request(List.of(CHUNKED), "e;" + "x".repeat(20_000) + "\r\n" + BODY));
    bad.put(
        "an endless trailer",
        request(
            List.of(CHUNKED), "e\r\n" + BODY + "\r\n0\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"));
    bad.put("a header too large", request(List.of(LENGTH, "X: " + "x".repeat(20_000)), BODY));
    bad.put(
        "headers too many",
        request(IntStream.range(0, 300).mapToObj(i -> "X" + i + ": 1").toList(), ""));
    bad.put(
        "a path too long",
        request("POST /" + "x".repeat(20_000) + " HTTP/1.1", List.of(LENGTH), BODY));
    bad.put(
        "a method too long", request("X".repeat(20_000) + " / HTTP/1.1", List.of(LENGTH), BODY));
    bad.put("a blank in the path", request("POST /sta tus HTTP/1.1", List.of(LENGTH), BODY));
    bad.put("no host", "POST /status HTTP/1.1\r\n" + LENGTH + "\r\n\r\n" + BODY);
    bad.put("two hosts", request(List.of(LENGTH, "Host: other"), BODY));
    bad.put(
        "another host in the line",
        request("POST http://other/status HTTP/1.1", List.of(LENGTH), BODY));
    bad.put("a header without a colon", request(List.of(LENGTH, "nonsense"), BODY));
    bad.put("NUL in a header", request(List.of(LENGTH, "X: a\0b"), BODY));
    bad.put("a blank in a header's name", request(List.of(LENGTH, "X Y: a"), BODY));
    bad.put("HTTP/2.0", request("POST /status HTTP/2.0", List.of(LENGTH), BODY));
    bad.put("HTTP/9.9", request("POST /status HTTP/9.9", List.of(LENGTH), BODY));
    bad.put("no protocol of ours", request("POST /status SIP/2.0", List.of(LENGTH), BODY));
    bad.put("CONNECT", request("CONNECT localhost:25 HTTP/1.1", List.of(), ""));
    bad.put("CONNECT to a path", request("CONNECT /status HTTP/1.1", List.of(), ""));
    bad.put("an expectation of no kind", request(List.of(LENGTH, "Expect: tea"), BODY));
    bad.put(
        "TLS",
        "\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003" + "\0".repeat(160) + "\r\n\r\n");
    bad.put("bytes", "\0\u0001\u0002\u00ff\r\n\r\n");
    return bad;
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoHttpIsRefusedInOurWords() {
    return refused().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  try (HttpSocket socket = new HttpSocket(server.url())) {
                    socket.send(entry.getValue());
                    HttpAnswer answer = socket.answer();
                    assertThat(answer.status()).isIn(400, 417);
                    answer.expect(answer.status(), "{\"error\":\"Bad request.\"}");
                    assertThat(answer.header("content-type")).contains("application/json");
                    assertThat(answer.header("x-content-type-options")).contains("nosniff");
                  }
                  calls.status("x").expect(400);
                }));
  }

  /// The length loses (RFC 9112, 6.3), and the connection is closed: what a proxy that went by the
  /// length would take for the next request is never read.
  @Test
  void lengthAndChunksSmuggleNothing() throws Exception {
    String task = calls.task(server.workflow("stuck"), "Input_1\na\n");
    String smuggled =
        request(
            "POST /api/v1/tasks/" + task + "/cancel HTTP/1.1", List.of("Content-Length: 0"), "");
    for (List<String> headers :
        List.of(
            List.of(CHUNKED, "Content-Length: " + (CHUNKS.length() + smuggled.length())),
            List.of("Content-Length: 4", CHUNKED))) {
      try (HttpSocket socket = new HttpSocket(server.url())) {
        socket.send(request(headers, CHUNKS + smuggled));
        assertThat(answersIn(socket.all())).isEqualTo(1);
      }
    }
    assertThat(calls.progress(task).path("status").asString()).isNotEqualTo("canceled");
    calls.post("/api/v1/tasks/" + task + "/cancel").expect(200);
  }

  private static long answersIn(String text) {
    return text.split("HTTP/1\\.1 ", -1).length - 1L;
  }

  @Test
  void aRefusedBodyIsNotTakenForTheNextRequest() throws Exception {
    String hidden = request(List.of(LENGTH, "Connection: close"), BODY);
    String refused =
        "POST /status HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(hidden.length(), hidden);
    try (HttpSocket socket = new HttpSocket(server.url())) {
      socket.send(refused);
      String all = socket.all();
      assertThat(answersIn(all)).isEqualTo(1);
      assertThat(all).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInTurn() throws Exception {
    String body =
        "{\"taskId\":\"%s\"}".formatted(calls.task(server.workflow("fast"), "Input_1\na\n"));
    String length = "Content-Length: " + body.length();
    String chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    String last = request(List.of(CHUNKED, "Connection: close"), chunks);
    try (HttpSocket socket = new HttpSocket(server.url())) {
      socket.send(String.join("", Collections.nCopies(20, request(List.of(length), body))) + last);
      assertThat(answersIn(socket.all())).isEqualTo(21);
    }
  }

  @Test
  void nobodyIsTalkedIntoAnotherProtocol() throws Exception {
    for (String upgrade : List.of("h2c", "websocket", "TLS/1.0")) {
      try (HttpSocket socket = new HttpSocket(server.url())) {
        socket.send(request(List.of(LENGTH, "Connection: Upgrade", "Upgrade: " + upgrade), BODY));
        socket.answer().expect(400, "{\"error\":\"Invalid Task ID.\"}");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> noPathLeadsOutOfTheDownloads() {
    return Stream.of(
            "..",
            "../..",
            "%2e%2e",
            "%2e%2e/%2e%2e",
            "..%2f..%2fbulkgpt.db",
            "%2e%2e%2f",
            "..;/x",
            ";",
            "a;b",
            "..\\..",
            "%5c..%5c",
            "%00",
            "a%00.csv",
            "a/b",
            "/",
            "//",
            "%25",
            "%zz",
            "%ff%fe",
            "....",
            "a.1.b",
            "a.x.b",
            "..1.",
            "." + "9".repeat(300) + ".x",
            "a.99999999999999999999.b",
            "%E2%82%AC.1.x",
            "x".repeat(5_000))
        .map(token ->
            DynamicTest.dynamicTest(
                token.substring(0, Math.min(40, token.length())),
                () -> {
                  try (HttpSocket socket = new HttpSocket(server.url())) {
                    socket.send("GET /download/" + token + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    HttpAnswer answer = socket.answer();
                    assertThat(answer.status()).isIn(400, 403, 404);
                    assertThat(answer.json().propertyNames()).containsExactly("error");
                  }
                }));
  }

  @Test
  void noHostOfASenderGetsIntoALink() throws Exception {
    String task = calls.task(server.workflow("fast"), "Input_1\na\n");
    calls.awaitState(task, "completed");
    Map<String, String> hosts =
        Map.of(
            "localhost:1234",
            "http://localhost:1234/",
            "[::1]",
            "http://[::1]/",
            "evil.example",
            "http://localhost:" + server.url().getPort() + "/",
            "localhost.evil.example",
            "http://localhost:" + server.url().getPort() + "/");
    for (String host : hosts.keySet().stream().sorted().collect(Collectors.toList())) {
      String body = "{\"taskId\":\"" + task + "\"}";
      try (HttpSocket socket = new HttpSocket(server.url())) {
        socket.send(
            request(List.of("Content-Length: " + body.length()), body)
                .replace("Host: localhost", "Host: " + host));
        assertThat(socket.answer().json().path("status").path("downloadUrl").asString())
            .startsWith(hosts.get(host) + "download/");
      }
    }
    HttpAnswer proxied =
        calls.postJson(
            "/status",
            "{\"taskId\":\"" + task + "\"}",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "evil.example");
    assertThat(proxied.json().path("status").path("downloadUrl").asString())
        .doesNotContain("evil.example");
  }
}
