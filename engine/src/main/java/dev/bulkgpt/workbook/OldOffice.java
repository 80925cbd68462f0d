package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a file in the container of old Office programs is, told from the names in its directory.
/// Workbooks with a password come in it too.
final class OldOffice {

  private static final int HEADER_BYTES = 512;

  /// As much of the directory as holds the names that matter; they come first.
  private static final int DIRECTORY_BYTES = 8192;

  private OldOffice() {}

  /// The sentence for such a file, which is never read.
  static InputRefusedException refused(Path file) throws IOException {
    String names = names(file);
    if (names.contains("EncryptedPackage") || names.contains("EncryptionInfo")) {
      return new InputRefusedException(
          "This workbook is protected with a password. Open it in Excel, remove the password under File, Info, Protect Workbook, and save it.");
    }
    if (names.contains("Workbook") || names.contains("Book")) {
      return new InputRefusedException(
          "This is an old Excel workbook (.xls). Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx) or as CSV.");
    }
    return new InputRefusedException(
        "This is a file of an old Office program, but no workbook. Save the table as an Excel workbook (.xlsx) or as CSV.");
  }

  private static String names(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer header = read(channel, 0, HEADER_BYTES);
      if (header.limit() < HEADER_BYTES) {
        return "";
      }
      long sector = 1L << Math.clamp(header.getShort(30), 7, 16);
      long directory = header.getInt(48) & 0xffff_ffffL;
      ByteBuffer names = read(channel, (directory + 1) * sector, DIRECTORY_BYTES);
      return StandardCharsets.UTF_16LE.decode(names).toString();
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // It reads on.
    }
    return buffer.flip();
  }
}
