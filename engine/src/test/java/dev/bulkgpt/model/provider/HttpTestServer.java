package dev.bulkgpt.model.provider;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/// A server of HTTP on a free port that keeps the head of each request. It answers as told, once a
/// connection; where it is told nothing to a `CONNECT`, it is a tunnel to the place named.
final class HttpTestServer implements AutoCloseable {

  /// A good answer of a model.
  static final String ANSWER =
      answer(
          "200 OK",
          "{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}],"
              + "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}");

  static final String TUNNEL = "";

  private final ServerSocket socket;
  private final Function<String, String> answers;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  private HttpTestServer(ServerSocket socket, Function<String, String> answers) {
    this.socket = socket;
    this.answers = answers;
    Thread.ofVirtual().start(this::accept);
  }

  static HttpTestServer plain(Function<String, String> answers) throws IOException {
    return new HttpTestServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
  }

  static HttpTestServer tls(SSLContext context, Function<String, String> answers)
      throws IOException {
    return new HttpTestServer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        answers);
  }

  static String answer(String status, String body, String... headers) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: close\r\n"
        + String.join("", List.of(headers).stream().map(it -> it + "\r\n").toList())
        + "\r\n"
        + body;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heads() {
    return heads;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      heads.add(head);
      String answer = answers.apply(head);
      OutputStream out = client.getOutputStream();
      if (answer.equals(TUNNEL)) {
        tunnel(head, in, out);
      } else {
        in.readNBytes(bodyLength(head));
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The client went away: it did not like the certificate, for one.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int bodyLength(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static void tunnel(String head, InputStream in, OutputStream out) throws IOException {
    String[] place = head.split(" ", 3)[1].split(":", 2);
    try (Socket server = new Socket(place[0], Integer.parseInt(place[1]))) {
      out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.ofVirtual().start(() -> copy(in, server));
      server.getInputStream().transferTo(out);
    }
  }

  private static void copy(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
    } catch (IOException e) {
      close(server);
    }
  }

  private static void close(Closeable it) {
    try {
      it.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(socket);
  }
}
