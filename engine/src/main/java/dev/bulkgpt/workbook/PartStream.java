package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/// A part as it is unpacked: its length and checksum must be those that the ZIP gives, and it must
/// not grow beyond the limits.
final class PartStream extends FilterInputStream {

  private final ZipEntry entry;
  private final Unpacked all;
  private final CRC32 checksum = new CRC32();
  private long bytes;
  private boolean ended;

  /// What was unpacked of all parts.
  static final class Unpacked {

    private final WorkbookLimits limits;
    private long bytes;

    Unpacked(WorkbookLimits limits) {
      this.limits = limits;
    }

    void add(long count) throws InputRefusedException {
      bytes += count;
      if (bytes > limits.unpackedBytes()) {
        throw new InputRefusedException(
            "The workbook unpacks to more than %,d bytes. Save the sheet as CSV instead."
                .formatted(limits.unpackedBytes()));
      }
    }
  }

  PartStream(InputStream in, ZipEntry entry, Unpacked all) {
    super(in);
    this.entry = entry;
    this.all = all;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    if (count > 0) {
      checksum.update(target, offset, count);
      bytes += count;
      all.add(count);
      mustNotBeABomb();
    } else if (count < 0 && !ended) {
      ended = true;
      if (bytes != entry.getSize() || checksum.getValue() != entry.getCrc()) {
        throw damaged(new ZipException("length or CRC"));
      }
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void mustNotBeABomb() throws InputRefusedException {
    long packed = Math.max(1, entry.getCompressedSize());
    if (bytes > all.limits.freeBytes() && bytes / packed > all.limits.ratio()) {
      throw new InputRefusedException(
          "The part `%s` of the workbook unpacks to more than %d times its size: this is no ordinary workbook. Save the sheet as CSV instead."
              .formatted(Shown.cut(entry.getName()), all.limits.ratio()));
    }
  }

  private InputRefusedException damaged(IOException cause) {
    return PackageFile.refused(
        "The workbook is damaged: its part `%s` is not what was packed. Open it in Excel or LibreOffice and save it again, or fetch the file once more."
            .formatted(Shown.cut(entry.getName())),
        cause);
  }
}
