package dev.bulkgpt.workbook;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A list of texts of any length in two private temporary files: the texts, and where each ends.
/// None of it is on the heap. First written, then read by its thread.
final class TextSpill implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final ValueLayout.OfLong END =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path textFile;
  private final Path endFile;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment texts;
  private final MemorySegment ends;
  private final long size;

  /// Takes texts, one after another.
  interface Source {
    void writeTo(Target target) throws IOException;
  }

  /// Where the texts go.
  static final class Target {

    private final OutputStream texts;
    private final DataOutputStream ends;
    private long bytes;
    private long size;

    private Target(OutputStream texts, DataOutputStream ends) {
      this.texts = texts;
      this.ends = ends;
    }

    void add(String text) throws IOException {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      texts.write(utf8);
      bytes += utf8.length;
      ends.writeLong(bytes);
      size++;
    }

    long size() {
      return size;
    }
  }

  /// Whole on return; nothing is left of it when the source fails.
  TextSpill(Source source) throws IOException {
    textFile = Files.createTempFile("bulkgpt-", ".texts");
    endFile = Files.createTempFile("bulkgpt-", ".ends");
    boolean whole = false;
    try {
      size = write(source);
      texts = map(textFile);
      ends = map(endFile);
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  private long write(Source source) throws IOException {
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(textFile), BUFFER_BYTES);
        DataOutputStream at =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(endFile), BUFFER_BYTES))) {
      Target target = new Target(to, at);
      source.writeTo(target);
      return target.size;
    }
  }

  private MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.size() == 0
          ? MemorySegment.NULL
          : channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  long size() {
    return size;
  }

  /// @param index from 0, below the size
  String get(long index) {
    long start = index == 0 ? 0 : ends.getAtIndex(END, index - 1);
    long length = ends.getAtIndex(END, index) - start;
    return length == 0
        ? ""
        : new String(
            texts.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    arena.close();
    Files.deleteIfExists(textFile);
    Files.deleteIfExists(endFile);
  }
}
