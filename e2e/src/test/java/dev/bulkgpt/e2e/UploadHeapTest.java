package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads far larger than the server's heap: they pass through it. In the profile `heavy` as large
/// as they may be, 250 MB of JSON and 1 GB raw at 256 MiB; else smaller, in a smaller heap.
class UploadHeapTest {

  private static final boolean HEAVY = Boolean.getBoolean("bulkgpt.heavy");
  private static final int HEAP_MIB = HEAVY ? 256 : 96;
  private static final long JSON_BYTES = HEAVY ? 250_000_000 : 120_000_000;
  private static final long RAW_BYTES = HEAVY ? 1_000_000_000 : 200_000_000;

  /// A row of 100 bytes; a multiple of three of them is base64 without padding.
  private static final String ROW = "x".repeat(98) + "\r\n";

  private static final int ROWS_A_PIECE = 300;

  @TempDir Path work;

  @Test
  void uploadsLargerThanTheHeapPassThrough() {
    String options = "-Xmx" + HEAP_MIB + "m -XX:+UseSerialGC";
    try (ServerProcess server =
        new ServerProcess(new Program(work).with("BULKGPT_JAVA_OPTS", options))) {
      json(server);
      raw(server);
      form(server);
      assertThat(server.log()).doesNotContain(" ERROR ");
    }
  }

  private static void json(ServerProcess server) {
    String workflow = server.workflow("badkey");
    String start = "{\"workflowId\": \"" + workflow + "\", \"csvBase64\": \"";
    byte[] header = base64("Input_1" + " ".repeat(90) + "\r\n");
    byte[] piece = base64(ROW.repeat(ROWS_A_PIECE));
    long pieces = JSON_BYTES / piece.length;

    HttpAnswer answer =
        timed(
            server,
            "JSON of " + pieces * piece.length / 1_000_000 + " MB",
            () ->
                server
                    .calls()
                    .send(
                        "POST",
                        "/upload-trigger",
                        BodyPublishers.ofInputStream(
                            () -> body(text(start), header, piece, pieces, text("\"}"))),
                        "Content-Type",
                        "application/json"));

    String task = answer.expect(200).json().path("taskId").asString();
    assertThat(server.calls().progress(task).path("totalNumOfTasks").asLong())
        .isEqualTo(pieces * ROWS_A_PIECE);
  }

  private static void raw(ServerProcess server) {
    byte[] piece = text(ROW.repeat(ROWS_A_PIECE));
    long pieces = RAW_BYTES / piece.length;

    HttpAnswer answer =
        timed(
            server,
            "raw CSV of " + pieces * piece.length / 1_000_000 + " MB",
            () ->
                csv(
                    server,
                    "text/csv",
                    body(text("Input_1\r\n"), new byte[0], piece, pieces, new byte[0])));

    assertThat(answer.expect(201).json().path("rows").path("total").asLong())
        .isEqualTo(pieces * ROWS_A_PIECE);
  }

  private static void form(ServerProcess server) {
    byte[] piece = text(ROW.repeat(ROWS_A_PIECE));
    long pieces = JSON_BYTES / piece.length;
    byte[] start =
        text(
            "--fence\r\nContent-Disposition: form-data; name=f; filename=a.csv\r\n\r\nInput_1\r\n");

    HttpAnswer answer =
        timed(
            server,
            "form of " + pieces * piece.length / 1_000_000 + " MB",
            () ->
                csv(
                    server,
                    "multipart/form-data; boundary=fence",
                    body(start, new byte[0], piece, pieces, text("\r\n--fence--\r\n"))));

    assertThat(answer.expect(201).json().path("rows").path("total").asLong())
        .isEqualTo(pieces * ROWS_A_PIECE);
  }

  private static HttpAnswer csv(ServerProcess server, String type, InputStream body) {
    return server
        .calls()
        .send(
            "POST",
            "/api/v1/tasks?workflow=" + HttpCalls.encoded(server.workflow("badkey")),
            BodyPublishers.ofInputStream(() -> body),
            "Content-Type",
            type);
  }

  private static HttpAnswer timed(ServerProcess server, String what, Supplier<HttpAnswer> upload) {
    long start = System.nanoTime();
    HttpAnswer answer = upload.get();
    System.out.printf(
        "%s at -Xmx%dm: %.1f s, %s%n",
        what, HEAP_MIB, (System.nanoTime() - start) / 1e9, peakMemory(server.process().process()));
    return answer;
  }

  /// Where the kernel tells.
  private static String peakMemory(Process process) {
    try (var lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("peak unknown");
    } catch (IOException | UncheckedIOException e) {
      return "peak unknown";
    }
  }

  private static InputStream body(
      byte[] start, byte[] header, byte[] piece, long pieces, byte[] end) {
    return new SequenceInputStream(
        java.util.Collections.enumeration(
            List.of(
                new java.io.ByteArrayInputStream(start),
                new java.io.ByteArrayInputStream(header),
                new Repeated(piece, pieces),
                new java.io.ByteArrayInputStream(end))));
  }

  private static byte[] base64(String text) {
    return Base64.getEncoder().encode(text(text));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The same bytes again and again.
  private static final class Repeated extends InputStream {

    private final byte[] piece;
    private final long length;
    private long at;

    Repeated(byte[] piece, long times) {
      this.piece = piece;
      length = piece.length * times;
    }

    @Override
    public int read() {
      return at < length ? piece[(int) (at++ % piece.length)] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int most) {
      if (at == length) {
        return -1;
      }
      int from = (int) (at % piece.length);
      int count = (int) Math.min(Math.min(most, piece.length - from), length - at);
      System.arraycopy(piece, from, into, offset, count);
      at += count;
      return count;
    }
  }
}
