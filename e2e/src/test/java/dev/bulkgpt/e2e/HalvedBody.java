package dev.bulkgpt.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A request's body whose second half is sent when the test says so, or never.
final class HalvedBody extends InputStream {

  private final ByteArrayInputStream first;
  private final ByteArrayInputStream second;
  private final CountDownLatch halfSent = new CountDownLatch(1);
  private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

  HalvedBody(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int middle = bytes.length / 2;
    first = new ByteArrayInputStream(bytes, 0, middle);
    second = new ByteArrayInputStream(bytes, middle, bytes.length - middle);
  }

  /// Waits until the first half is on its way.
  void awaitHalf() throws InterruptedException {
    halfSent.await();
  }

  void goOn() {
    goesOn.complete(true);
  }

  void giveUp() {
    goesOn.complete(false);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = first.read(into, offset, length);
    if (count >= 0) {
      return count;
    }
    halfSent.countDown();
    if (!goesOn.join()) {
      throw new IOException("the client gives up");
    }
    return second.read(into, offset, length);
  }
}
