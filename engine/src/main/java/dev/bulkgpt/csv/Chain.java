package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.Reader;

/// One text after the other.
final class Chain extends Reader {

  private final Reader first;
  private final Reader second;
  private boolean firstEnded;

  Chain(Reader first, Reader second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (!firstEnded) {
      int count = first.read(target, offset, length);
      if (count >= 0) {
        return count;
      }
      firstEnded = true;
    }
    return second.read(target, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (first;
        second) {
      firstEnded = true;
    }
  }
}
