package dev.bulkgpt.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A connection for what no decent client sends.
final class HttpSocket implements AutoCloseable {

  /// How long a silent server is waited for: longer than any of its own time-outs.
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  HttpSocket(URI server) throws IOException {
    this(server, Duration.ofMillis(PATIENCE_MILLIS));
  }

  /// @param connect how long the other end may take to answer the connection
  HttpSocket(URI server, Duration connect) throws IOException {
    socket = new Socket();
    socket.connect(
        new InetSocketAddress(server.getHost(), server.getPort()), (int) connect.toMillis());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /// Sends as ISO 8859-1; what a server that has already closed does not take is not an error.
  ///
  /// @return whether it was taken
  boolean send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  boolean send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  /// Everything until the server closes.
  String all() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (SocketException e) {
      // Reset: what has come is what there is.
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /// The next answer, as soon as it is there; its length must be told.
  HttpAnswer answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    Map<String, List<String>> headers = headers(head.toString());
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    String body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    return new HttpAnswer(status(head.toString()), headers, body);
  }

  private static int status(String head) {
    return Integer.parseInt(head.split(" ", 3)[1].strip());
  }

  private static Map<String, List<String>> headers(String head) {
    Map<String, List<String>> headers = new TreeMap<>();
    head.lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(line -> {
          String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
          headers
              .computeIfAbsent(name, key -> new ArrayList<>())
              .add(line.substring(line.indexOf(':') + 1).strip());
        });
    return headers;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
