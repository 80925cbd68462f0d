package dev.bulkgpt.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request's body: counted, so that none is larger than its limit, and timed, so that nobody
/// holds a connection with a trickle. Refusals come as [RefusedException]. For one thread.
final class Body extends FilterInputStream {

  private static final Logger LOG = LoggerFactory.getLogger(Body.class);

  /// From here on the body must have come at [#MIN_BYTES_PER_SECOND] on average.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  static final long MIN_BYTES_PER_SECOND = 1024;

  private final long maxBytes;
  private final long startedNanos = System.nanoTime();
  private long bytes;

  private Body(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  static Body of(HttpServletRequest request, long maxBytes) throws IOException {
    return new Body(request.getInputStream(), maxBytes);
  }

  /// Reads on for a while what belongs to a request that has its answer already: cut off while it
  /// sends, a client would never see it.
  static void drain(HttpServletRequest request) {
    byte[] unread = new byte[8192];
    long start = System.nanoTime();
    try (InputStream in = request.getInputStream()) {
      while (in.read(unread) >= 0 && System.nanoTime() - start < PATIENCE.toNanos()) {
        // Of no use any more.
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("what was left of a refused request did not come", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte @Nullable [] into, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(into, offset, length);
    } catch (SocketTimeoutException e) {
      throw RefusedException.tooSlow();
    }
    if (count > 0) {
      bytes += count;
      check();
    }
    return count;
  }

  private void check() {
    if (bytes > maxBytes) {
      throw RefusedException.tooLarge();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    if (elapsed.compareTo(PATIENCE) > 0 && bytes < elapsed.toSeconds() * MIN_BYTES_PER_SECOND) {
      throw RefusedException.tooSlow();
    }
  }

  /// The container closes its stream.
  @Override
  public void close() {}
}
