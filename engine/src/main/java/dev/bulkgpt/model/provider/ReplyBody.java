package dev.bulkgpt.model.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;

/// Reads a reply's body whole, up to a limit.
final class ReplyBody {

  private static final int USUAL_BYTES = 2048;

  private ReplyBody() {}

  /// @return empty when it is larger than allowed; the connection is then given up
  static Optional<byte[]> read(ClassicHttpResponse response, int maxBytes) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return Optional.of(new byte[0]);
    }
    long announced = entity.getContentLength();
    if (announced > maxBytes) {
      response.close();
      return Optional.empty();
    }
    InputStream in = entity.getContent();
    byte[] bytes = new byte[announced >= 0 ? (int) announced + 1 : USUAL_BYTES];
    int size = 0;
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes, size, bytes.length - size)) {
      size += read;
      if (size > maxBytes) {
        response.close();
        return Optional.empty();
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
    }
    if (announced >= 0 && size < announced) {
      throw new ConnectionClosedException("the body ended early");
    }
    return Optional.of(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
