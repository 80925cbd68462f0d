package dev.bulkgpt.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// The records of a CSV text, blank lines left out, each within the limits. RFC 4180, with any of
/// CR LF, CR and LF as the line break.
///
/// The text must contain no NUL: one is appended to it as a record of its own, so that a quote that
/// is never closed shows, for it swallows that record.
final class RawRows {

  private static final char END = '\0';
  private static final int BUFFER_CHARS = 64 * 1024;

  private final CloseableIterator<RawRow> records;
  private final Collecting collecting;
  private boolean ended;

  RawRows(Reader text, char separator, InputLimits limits) {
    collecting = new Collecting(limits);
    records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(limits.cellBytes() + BUFFER_CHARS)
            .build(collecting, new Appended(text, "\n" + END))
            .iterator();
  }

  /// The next record; empty at the end of the text.
  Optional<RawRow> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    RawRow row;
    try {
      row = records.next();
    } catch (UncheckedIOException e) {
      throw cause(e);
    } catch (CsvParseException e) {
      throw refused(e);
    }
    ended = row.cells().length == 1 && row.cells()[0].equals(String.valueOf(END));
    return ended ? Optional.empty() : Optional.of(row);
  }

  /// The library tells its reasons apart by their texts only.
  private IOException refused(CsvParseException e) {
    boolean tooLong = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UncheckedIOException unchecked) {
        return cause(unchecked);
      }
      tooLong |= String.valueOf(cause.getMessage()).contains("maximum buffer size");
    }
    return new InputRefusedException(
        RowPlace.LINE,
        collecting.line,
        tooLong
            ? collecting.tooLong()
            : "In the row that begins here, a value in quotes goes on after its closing quote. A quote inside a value must be doubled.");
  }

  private static IOException cause(UncheckedIOException e) {
    return Objects.requireNonNull(e.getCause(), "made with a cause");
  }

  /// A reader with something after its end.
  private static final class Appended extends Reader {

    private final Reader text;
    private final String tail;
    private int at = -1;

    Appended(Reader text, String tail) {
      this.text = text;
      this.tail = tail;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      if (at < 0) {
        int count = text.read(target, offset, length);
        if (count >= 0) {
          return count;
        }
        at = 0;
      }
      int count = Math.min(length, tail.length() - at);
      tail.getChars(at, at + count, target, offset);
      at += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }

  private static final class Collecting extends AbstractBaseCsvCallbackHandler<RawRow> {

    private final InputLimits limits;
    private String[] cells = new String[16];
    private long line;
    private long rowBytes;

    Collecting(InputLimits limits) {
      this.limits = limits;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      rowBytes = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      if (length > 0 && buffer[offset + length - 1] == END && (index > 0 || length > 1)) {
        throw refused("A quote that is opened in the row that begins here is never closed.");
      }
      if (index >= limits.columns()) {
        throw refused("The row has more than %,d columns.".formatted(limits.columns()));
      }
      int bytes = utf8Length(buffer, offset, length);
      rowBytes += bytes;
      if (bytes > limits.cellBytes()) {
        throw refused(tooLong());
      }
      if (rowBytes > limits.rowBytes()) {
        throw refused(
            "The row that begins here is larger than %,d bytes.".formatted(limits.rowBytes()));
      }
      if (index == cells.length) {
        cells = Arrays.copyOf(cells, 2 * index);
      }
      cells[index] = new String(buffer, offset, length);
    }

    String tooLong() {
      return "In the row that begins here, a value is larger than %,d bytes. Perhaps a quote is not closed."
          .formatted(limits.cellBytes());
    }

    @Override
    protected RawRow buildRecord() {
      return new RawRow(
          line,
          getRecordType() == RecordType.DATA
              ? Arrays.copyOf(cells, getFieldCount())
              : new String[0]);
    }

    private UncheckedIOException refused(String sentence) {
      return new UncheckedIOException(new InputRefusedException(RowPlace.LINE, line, sentence));
    }

    private static int utf8Length(char[] buffer, int offset, int length) {
      int bytes = length;
      for (int i = offset; i < offset + length; i++) {
        char c = buffer[i];
        // A surrogate pair is four bytes: two for each half.
        bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
      return bytes;
    }
  }
}
