package dev.bulkgpt.model.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/// Reads a reply's body whole, up to a limit, and unpacks it where the server packed it unasked.
final class ReplyBody {

  private static final int USUAL_BYTES = 2048;

  private ReplyBody() {}

  /// @return empty when it is larger than allowed, as sent or unpacked; the connection is then
  ///   given up
  /// @throws PackedException when it is packed in a way that is not known
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
    Optional<byte[]> sent =
        read(entity.getContent(), announced >= 0 ? (int) announced + 1 : USUAL_BYTES, maxBytes);
    if (sent.isEmpty()) {
      response.close();
      return sent;
    }
    String packing = entity.getContentEncoding();
    return packing == null ? sent : unpacked(sent.get(), packing, maxBytes);
  }

  private static Optional<byte[]> unpacked(byte[] bytes, String packing, int maxBytes)
      throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    return switch (packing.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(bytes);
      case "gzip", "x-gzip" -> read(new GZIPInputStream(in), USUAL_BYTES, maxBytes);
      case "deflate" -> read(new InflaterInputStream(in), USUAL_BYTES, maxBytes);
      default -> throw new PackedException(packing);
    };
  }

  private static Optional<byte[]> read(InputStream in, int firstBytes, int maxBytes)
      throws IOException {
    byte[] bytes = new byte[firstBytes];
    int size = 0;
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes, size, bytes.length - size)) {
      size += read;
      if (size > maxBytes) {
        return Optional.empty();
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
    }
    return Optional.of(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }

  /// A packing that nobody asked for and nobody here can undo.
  static final class PackedException extends IOException {
    private static final long serialVersionUID = 1;

    PackedException(String packing) {
      super(ErrorBody.clean(packing));
    }
  }
}
