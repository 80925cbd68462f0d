package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Looks at the end of a ZIP, before a library reads the whole list of its parts into memory.
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int MOST_COMMENT = 0xffff;
  private static final long IN_END_64 = 0xffff_ffffL;

  private ZipDirectory() {}

  /// @throws InputRefusedException when it is cut short, or its list of parts is too long
  static void check(Path file, WorkbookLimits limits) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer tail =
          read(
              channel,
              Math.max(0, channel.size() - END_BYTES - MOST_COMMENT),
              END_BYTES + MOST_COMMENT);
      int end = lastEnd(tail).orElseThrow(ZipDirectory::cutShort);
      long directory = tail.getInt(end + 12) & IN_END_64;
      if (directory == IN_END_64) {
        directory = directory64(channel, channel.size() - tail.limit() + end);
      }
      if (directory < 0 || directory > limits.directoryBytes()) {
        throw new InputRefusedException("The ZIP of the workbook holds too many parts.");
      }
    }
  }

  /// The last one, which must end with the file: what libraries look for too.
  private static OptionalInt lastEnd(ByteBuffer tail) {
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        int comment = tail.getShort(at + 20) & 0xffff;
        return at + END_BYTES + comment == tail.limit() ? OptionalInt.of(at) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static long directory64(FileChannel channel, long end) throws IOException {
    ByteBuffer locator = read(channel, Math.max(0, end - LOCATOR_BYTES), LOCATOR_BYTES);
    if (locator.limit() < LOCATOR_BYTES || locator.getInt(0) != LOCATOR_64) {
      return IN_END_64;
    }
    long at = locator.getLong(8);
    if (at < 0 || at > channel.size() - END_64_BYTES) {
      throw cutShort();
    }
    ByteBuffer end64 = read(channel, at, END_64_BYTES);
    return end64.getInt(0) == END_64 ? end64.getLong(40) : IN_END_64;
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // It reads on.
    }
    return buffer.flip();
  }

  private static InputRefusedException cutShort() {
    return new InputRefusedException(
        "The file begins like a ZIP or a workbook, but its end is missing or has something after"
            + " it. Perhaps it was not copied whole: fetch it again, or open it and save it as CSV.");
  }
}
