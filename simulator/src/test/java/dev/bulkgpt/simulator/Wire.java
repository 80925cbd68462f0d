package dev.bulkgpt.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A raw TCP client: sees what an HTTP client hides.
final class Wire implements AutoCloseable {

  private final Socket socket;
  private final URI base;

  Wire(URI base) throws IOException {
    this.base = base;
    this.socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(20_000);
  }

  Wire send(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return sendRaw(
        "POST "
            + base.getPath()
            + "/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: "
            + bytes.length
            + "\r\n\r\n"
            + body);
  }

  Wire sendRaw(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /// Reads up to and with the given text.
  String readTo(String end) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = in().read();
      if (next < 0) {
        throw new IOException("Closed after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  String readAll() throws IOException {
    return new String(in().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
