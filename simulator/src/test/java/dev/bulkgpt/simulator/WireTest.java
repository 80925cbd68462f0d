package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens on the connection itself, seen by a raw client.
class WireTest {

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("lat=3,sd=1"))) {
      for (int i = 0; i < 200; i++) {
        wire.send(Asker.body("question " + i + "!", ""));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(wire.readTo("fp_simulator\"}\n")).contains("\"question " + i + "!\"");
      }
    }
    assertThat(simulator.stats().paid()).isEqualTo(200);
    assertThat(simulator.stats().mostInFlight()).isEqualTo(1);
  }

  @Test
  void aThousandRequestsAtOnceNeedNoDeepStack() throws IOException {
    try (var wire = new Wire(simulator.baseUrl())) {
      String body = Asker.body("a", "");
      String one =
          "POST /v1/chat/completions HTTP/1.1\r\ncontent-length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      wire.sendRaw(one.repeat(1000));
      for (int i = 0; i < 1000; i++) {
        wire.readTo("fp_simulator\"}\n");
      }
    }
    assertThat(simulator.stats().paidAgain()).isEqualTo(999);
  }

  @Test
  void aHangIsSilentAndInFlightUntilTheClientCloses() throws IOException {
    try (var hanging = new Wire(simulator.baseUrl("hang=1"));
        var other = new Wire(simulator.baseUrl())) {
      hanging.send(Asker.body("a", ""));
      awaitInFlight(1);
      other.send(Asker.body("b", "")).readTo("fp_simulator");
      assertThat(hanging.in().available()).isZero();
    }
    awaitInFlight(0);
    assertThat(simulator.stats().broken()).isEqualTo(1);
    assertThat(simulator.stats().paid()).isEqualTo(1);
  }

  @Test
  void aClientThatLeavesBeforeItsAnswerHasNotPaid() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("lat=600000"))) {
      wire.send(Asker.body("a", ""));
      awaitInFlight(1);
    }
    awaitInFlight(0);
    assertThat(simulator.stats().paid()).isZero();
    assertThat(simulator.stats().broken()).isEqualTo(1);
  }

  @Test
  void aResetIsAResetAndNotAnEnd() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("reset=1"))) {
      wire.send(Asker.body("a", ""));
      assertThatThrownBy(() -> wire.in().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(simulator.stats().paid()).isZero();
    assertThat(simulator.stats().broken()).isEqualTo(1);
    assertThat(simulator.stats().inFlight()).isZero();
  }

  @Test
  void halfAnAnswerEndsBeforeItsAnnouncedLength() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("half=1"))) {
      String answer = wire.send(Asker.body("a".repeat(300), "")).readAll();
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(announced(answer)).isGreaterThan(bodyOf(answer).length());
      assertThat(bodyOf(answer)).startsWith("{\"id\":");
    }
    assertThat(simulator.stats().paid()).isZero();
    assertThat(simulator.stats().statuses()).isEmpty();
  }

  @Test
  void whatWaitsBehindAClosingAnswerIsDroppedUncounted() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("half=1,lat=20"))) {
      wire.send(Asker.body("a", "")).send(Asker.body("b", "")).readAll();
    }
    assertThat(simulator.stats().requests()).isEqualTo(1);
  }

  @Test
  void halfAStreamEndsWithoutItsLastChunk() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("half=1"))) {
      String answer = wire.send(Asker.body("abcdefgh", ",\"stream\":true")).readAll();
      assertThat(answer)
          .contains("\"ab\"", "\"cd\"")
          .doesNotContain("\"ef\"", "[DONE]", "\r\n0\r\n");
    }
    assertThat(simulator.stats().paid()).isZero();
    assertThat(simulator.stats().broken()).isEqualTo(1);
  }

  @Test
  void aHugeAnswerIsWholeAndPaidOnce() throws IOException {
    try (var wire = new Wire(simulator.baseUrl("huge=1,hugemb=3"))) {
      wire.send(Asker.body("a", ""));
      String head = wire.readTo("\r\n\r\n");
      byte[] body = wire.in().readNBytes((int) announced(head));
      var json = Asker.JSON.readTree(body);
      assertThat(json.at("/choices/0/message/content").asString()).hasSize(3 << 20);
      assertThat(simulator.stats().paid()).isEqualTo(1);
      assertThat(wire.send(Asker.body("b", "")).readTo("\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyAboveTheLimitIsRefusedAndTheConnectionCloses() throws IOException {
    try (var wire = new Wire(simulator.baseUrl())) {
      wire.sendRaw(
          "POST /v1/chat/completions HTTP/1.1\r\ncontent-length: " + ((32 << 20) + 1) + "\r\n\r\n");
      assertThat(wire.readAll()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aClientThatAsksMayContinue() throws IOException {
    try (var wire = new Wire(simulator.baseUrl())) {
      String body = Asker.body("a", "");
      wire.sendRaw(
          "POST /v1/chat/completions HTTP/1.1\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-length: "
              + body.length()
              + "\r\n\r\n");
      assertThat(wire.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(wire.sendRaw(body).readAll()).contains("connection: close", "fp_simulator");
    }
  }

  @Test
  void aChunkedRequestIsRead() throws IOException {
    try (var wire = new Wire(simulator.baseUrl())) {
      String body = Asker.body("chunky", "");
      String half = body.substring(0, 20);
      String rest = body.substring(20);
      wire.sendRaw(
          "POST /v1/chat/completions HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n14\r\n"
              + half
              + "\r\n");
      wire.sendRaw(Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n");
      assertThat(wire.readTo("fp_simulator")).contains("\"chunky\"");
    }
  }

  @Test
  void whatIsNotHttpIsRefused() throws IOException {
    try (var wire = new Wire(simulator.baseUrl())) {
      assertThat(wire.sendRaw("\u0016\u0003\u0001 hello\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 400 ");
    }
  }

  /// The close of a connection is seen by the server in its own time; the test's own limit is the
  /// timeout above.
  private void awaitInFlight(int count) {
    while (simulator.stats().inFlight() != count) {
      Thread.onSpinWait();
    }
  }

  private static long announced(String answer) {
    var length = Pattern.compile("content-length: (\\d+)").matcher(answer);
    assertThat(length.find()).isTrue();
    return Long.parseLong(length.group(1));
  }

  private static String bodyOf(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
