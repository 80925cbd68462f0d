package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A window of a file that moves on, with a little of what was read before: the beginning of a word
/// tells as much about its encoding as the end.
final class Bytes {

  private static final int CAPACITY = 256 * 1024;

  /// Of what was read, at most.
  private static final int KEPT = 8 * 1024;

  /// What UTF-16 without a mark is told from.
  private static final int SHAPE = 4 * 1024;

  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).flip();
  private boolean ended;

  Bytes(InputStream in) throws IOException {
    this.in = in;
    fill(SHAPE);
  }

  /// What is not read yet; who reads moves its position.
  ByteBuffer buffer() {
    return buffer;
  }

  byte[] array() {
    return buffer.array();
  }

  int limit() {
    return buffer.limit();
  }

  boolean hasRemaining() {
    return buffer.hasRemaining();
  }

  /// The file has no more than what is here.
  boolean ended() {
    return ended;
  }

  /// Where in the array what was kept begins.
  int keptFrom() {
    return Math.max(0, buffer.position() - KEPT);
  }

  /// At least a byte more, or the end.
  void fill() throws IOException {
    fill(buffer.remaining() + 1);
  }

  /// As much as there is room for.
  void fillUp() throws IOException {
    fill(CAPACITY - Math.min(buffer.position(), KEPT));
  }

  /// Reads until so many bytes remain, or the file ends.
  private void fill(int wanted) throws IOException {
    if (buffer.position() + wanted > CAPACITY || buffer.limit() > CAPACITY / 2) {
      int kept = buffer.position() - keptFrom();
      buffer.position(keptFrom()).compact().flip().position(kept);
    }
    int target = Math.min(buffer.position() + wanted, CAPACITY);
    while (!ended && buffer.limit() < target) {
      int count = in.read(buffer.array(), buffer.limit(), CAPACITY - buffer.limit());
      if (count < 0) {
        ended = true;
      } else {
        buffer.limit(buffer.limit() + count);
      }
    }
  }

  Optional<Charset> skipByteOrderMark() {
    Optional<Charset> marked = Optional.empty();
    int length = 0;
    if (starts(0xef, 0xbb, 0xbf)) {
      marked = Optional.of(StandardCharsets.UTF_8);
      length = 3;
    } else if (starts(0xff, 0xfe)) {
      marked = Optional.of(StandardCharsets.UTF_16LE);
      length = 2;
    } else if (starts(0xfe, 0xff)) {
      marked = Optional.of(StandardCharsets.UTF_16BE);
      length = 2;
    }
    buffer.position(buffer.position() + length);
    return marked;
  }

  private boolean starts(int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= buffer.limit() || (buffer.get(i) & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// UTF-16 without a mark, where three of four characters at the beginning are ASCII: no text in
  /// another encoding has a NUL in every second place.
  Optional<Charset> utf16Shape() {
    int pairs = Math.min(buffer.limit(), SHAPE) / 2;
    int[] zeros = new int[2];
    for (int i = 0; i < 2 * pairs; i++) {
      zeros[i % 2] += buffer.get(i) == 0 ? 1 : 0;
    }
    if (pairs < 4 || Math.min(zeros[0], zeros[1]) > 0 || zeros[0] + zeros[1] < 0.75 * pairs) {
      return Optional.empty();
    }
    return Optional.of(zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
  }

  /// @param line of the first byte that is not read yet
  /// @throws InputRefusedException when a NUL is among those
  void refuseNul(long line) throws InputRefusedException {
    for (int i = buffer.position(); i < buffer.limit(); i++) {
      if (buffer.get(i) == 0) {
        throw TextLines.nul(lineAt(i, line));
      }
    }
  }

  /// @param at a place in the array
  /// @param line of the first byte that is not read yet
  long lineAt(int at, long line) {
    long there = line;
    for (int i = buffer.position(); i < at; i++) {
      boolean feed = buffer.get(i) == '\n' && (i == 0 || buffer.get(i - 1) != '\r');
      there += feed || buffer.get(i) == '\r' ? 1 : 0;
    }
    return there;
  }

  void close() throws IOException {
    in.close();
  }
}
