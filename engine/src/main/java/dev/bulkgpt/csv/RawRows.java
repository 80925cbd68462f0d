package dev.bulkgpt.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of a CSV text, blank lines left out, each within the limits. RFC 4180, with any of
/// CR LF, CR and LF as the line break.
///
/// The text must contain no NUL: one is appended to it as a record of its own, so that a quote that
/// is never closed shows, for it swallows that record. Unless a person said what quotes mean, a row
/// in which they seem to mean something else is refused ([QuoteSlips]).
final class RawRows {

  private static final char END = '\0';
  private static final int BUFFER_CHARS = 64 * 1024;

  private final CloseableIterator<RawRow> records;
  private final TextStart start;
  private final CsvForm form;
  private final Collecting collecting;

  /// The text has a record of its own at its end.
  private final boolean hasEnd;

  private boolean ended;

  /// @param start the text's beginning
  /// @param rest what follows it
  RawRows(TextStart start, Reader rest, CsvForm form, InputLimits limits) {
    this.start = start;
    this.form = form;
    hasEnd = form.hasQuotes();
    collecting = new Collecting(form, limits, start.line());
    Reader text = new Chain(new StringReader(start.text()), rest);
    records =
        CsvReader.builder()
            .fieldSeparator(form.separator())
            // No text has a NUL, so that as a quote it means: none.
            .quoteCharacter(hasEnd ? '"' : END)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(limits.cellBytes() + BUFFER_CHARS)
            .build(
                collecting, form.hasQuotes() ? new Chain(text, new StringReader("\n" + END)) : text)
            .iterator();
  }

  /// The next record; empty at the end of the text.
  Optional<RawRow> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    RawRow row;
    try {
      if (!hasEnd && !records.hasNext()) {
        return Optional.empty();
      }
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
        RowPlace.LINE, collecting.line, tooLong ? collecting.tooLong() : goesOn());
  }

  /// A value in quotes goes on after them: why that may be.
  private String goesOn() {
    boolean escaped = start.line(collecting.line).filter(it -> it.contains("\\\"")).isPresent();
    if (escaped) {
      return "In the row that begins here, a backslash stands before a quote inside a value (\\\"). Quotes inside a value must be doubled (\"\"); set the export so, or replace each \\\" by \"\".";
    }
    String advice =
        form.separator() == '\t'
            ? "If quotes are characters like any other here, as in exports of databases, add --quotes none; else double a quote inside a value (\"\")."
            : "A quote inside a value must be doubled (\"\"); where quotes are characters like any other, add --quotes none.";
    return "In the row that begins here, a value in quotes goes on after its closing quote. "
        + advice;
  }

  private static IOException cause(UncheckedIOException e) {
    return Objects.requireNonNull(e.getCause(), "made with a cause");
  }

  private static final class Collecting extends AbstractBaseCsvCallbackHandler<RawRow> {

    /// Of a character in UTF-8.
    private static final int MOST_BYTES = 3;

    private static final String NEVER_CLOSED =
        "A quote that is opened in the row that begins here is never closed. Close it; where quotes are characters like any other, add --quotes none.";

    private final InputLimits limits;
    private final long linesBefore;
    private final @Nullable QuoteSlips slips;
    private String[] cells = new String[16];
    private long line;

    /// Of the row's first `counted` cells, in UTF-8.
    private long rowBytes;

    private int counted;

    /// What all of its cells can have at most.
    private long mostBytes;

    private boolean blank;

    Collecting(CsvForm form, InputLimits limits, long firstLine) {
      this.limits = limits;
      linesBefore = firstLine - 1;
      line = firstLine;
      slips = form.isWary() ? new QuoteSlips(form.separator()) : null;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = linesBefore + startingLine;
      rowBytes = 0;
      counted = 0;
      mostBytes = 0;
      blank = true;
      if (slips != null) {
        slips.begin();
      }
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      if (length > 0 && buffer[offset + length - 1] == END && (index > 0 || length > 1)) {
        throw refused(NEVER_CLOSED);
      }
      String cell = new String(buffer, offset, length);
      mostBytes += (long) MOST_BYTES * length;
      if (index >= limits.columns()
          || mostBytes > limits.rowBytes()
          || length > limits.cellBytes() / MOST_BYTES) {
        mustFit(index, cell);
      }
      if (index == cells.length) {
        cells = Arrays.copyOf(cells, 2 * index);
      }
      blank &= length == 0 && !quoted;
      if (slips != null && length > 0 && slips.isWorthALook(buffer[offset], quoted)) {
        mustBeNone(slips.cell(buffer, offset, length, quoted));
      }
      cells[index] = cell;
    }

    private void mustBeNone(QuoteSlips.Slip slip) {
      if (slip != QuoteSlips.Slip.NONE) {
        throw refused(slip.sentence());
      }
    }

    /// Counts what the cheap look could not rule out; each cell once.
    private void mustFit(int index, String cell) {
      if (index >= limits.columns()) {
        throw refused("The row has more than %,d columns.".formatted(limits.columns()));
      }
      int bytes = utf8Length(cell);
      if (bytes > limits.cellBytes()) {
        throw refused(tooLong());
      }
      for (; counted < index; counted++) {
        rowBytes += utf8Length(cells[counted]);
      }
      rowBytes += bytes;
      counted = index + 1;
      mostBytes = rowBytes;
      if (rowBytes > limits.rowBytes()) {
        throw refused(
            "The row that begins here is larger than %,d bytes.".formatted(limits.rowBytes()));
      }
    }

    String tooLong() {
      return "In the row that begins here, a value is larger than %,d bytes. Perhaps a quote is not closed."
          .formatted(limits.cellBytes());
    }

    @Override
    protected RawRow buildRecord() {
      boolean data = getRecordType() == RecordType.DATA;
      return new RawRow(
          line,
          data ? Arrays.copyOf(cells, getFieldCount()) : new String[0],
          blank,
          slips != null && slips.tabInQuotes());
    }

    private UncheckedIOException refused(String sentence) {
      return new UncheckedIOException(new InputRefusedException(RowPlace.LINE, line, sentence));
    }

    private static int utf8Length(String cell) {
      int bytes = cell.length();
      for (int i = 0; i < cell.length(); i++) {
        char c = cell.charAt(i);
        // A surrogate pair is four bytes: two for each half.
        bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
      return bytes;
    }
  }
}
