package dev.bulkgpt.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Bytes from one thread to another, a few pieces at a time, so that neither runs ahead. A reader
/// that has gone makes the next write fail; a writer that breaks off makes the next read fail.
final class Pipe {

  private static final int PIECES = 8;
  private static final byte[] END = new byte[0];
  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
  private volatile boolean readerGone;
  private volatile boolean brokenOff;

  OutputStream writer() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        put(new byte[] {(byte) one});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
          put(Arrays.copyOfRange(bytes, offset, offset + length));
        }
      }

      @Override
      public void close() throws IOException {
        put(END);
      }
    };
  }

  /// The bytes' end will not come.
  void breakOff() {
    brokenOff = true;
  }

  /// True when the reader has gone.
  boolean isAbandoned() {
    return readerGone;
  }

  private void put(byte[] piece) throws IOException {
    try {
      while (!pieces.offer(piece, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (readerGone) {
          throw new IOException("nobody reads");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    if (readerGone) {
      throw new IOException("nobody reads");
    }
  }

  InputStream reader() {
    return new Reader();
  }

  private final class Reader extends InputStream {
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte @Nullable [] into, int offset, int length) throws IOException {
      if (into == null || length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      while (!ended && at == piece.length) {
        piece = take();
        at = 0;
        ended = piece.length == 0;
      }
      return !ended;
    }

    private byte[] take() throws IOException {
      try {
        byte[] next = null;
        while (next == null) {
          next = pieces.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          if (next == null && brokenOff) {
            throw new IOException("the bytes were broken off");
          }
        }
        return next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    @Override
    public void close() {
      readerGone = true;
    }
  }
}
