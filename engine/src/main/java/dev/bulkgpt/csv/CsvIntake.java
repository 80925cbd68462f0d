package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Any bytes to a canonical CSV file and an index of its chunks, in one streamed pass. Memory is
/// bounded by a row and by 256 KiB, whatever the file's size.
///
/// Values are kept to the character. What cannot be read for certain is refused with its line
/// ([CsvRefusedException]); what was guessed or mended is told in [Intake#notes].
public final class CsvIntake {

  /// Characters the separator is told from.
  private static final int START_CHARS = 64 * 1024;

  private CsvIntake() {}

  /// Reads to the end; closes neither stream.
  public static Intake read(InputStream in, CsvOptions options, OutputStream canonical)
      throws IOException {
    StrictText text = new StrictText(in, options.encoding());
    char[] start = new char[START_CHARS];
    int length = readFully(text, start);
    String beginning = new String(start, 0, length);
    Separator separator =
        Separator.find(beginning, length < START_CHARS, options.separator(), options.limits());
    Reader rest = new StringReader(beginning.substring(separator.skip()));
    RawRows rows = new RawRows(new Joined(rest, text), separator.character(), options.limits());
    return new Reading(options, text, separator).all(rows, canonical);
  }

  private record Reading(CsvOptions options, StrictText text, Separator separator) {

    Intake all(RawRows rows, OutputStream canonical) throws IOException {
      RawRow first =
          rows.next().orElseThrow(() -> new CsvRefusedException(0, "The file is empty."));
      Header header = Header.of(first, options.limits());
      RowShape shape = new RowShape(header.names().size());
      CanonicalFile file = new CanonicalFile(canonical, header.names());
      Optional<RawRow> row = rows.next();
      while (row.isPresent()) {
        if (file.rows() == options.limits().rows()) {
          throw new CsvRefusedException(
              0, "The file has more than %,d rows.".formatted(options.limits().rows()));
        }
        file.write(shape.fit(row.get()));
        row = rows.next();
      }
      List<ChunkSpan> chunks = file.finish();
      if (file.rows() == 0) {
        throw new CsvRefusedException(0, "The file has a header but no rows.");
      }
      return new Intake(
          header.names(),
          file.rows(),
          chunks,
          text.encoding().name(),
          separator.character(),
          notes(header, shape));
    }

    private List<String> notes(Header header, RowShape shape) {
      List<String> notes = new ArrayList<>();
      if (text.isGuessed()) {
        notes.add(
            "read as %s, which is a guess; --encoding names another".formatted(text.encoding()));
      }
      if (separator.character() != ',') {
        notes.add("the separator is " + spoken(separator.character()));
      }
      notes.addAll(header.notes());
      if (shape.padded() > 0) {
        notes.add(
            "%,d %s fewer values than the header; the missing ones are empty"
                .formatted(shape.padded(), shape.padded() == 1 ? "row has" : "rows have"));
      }
      if (shape.trimmed() > 0) {
        notes.add(
            "%,d %s empty values beyond the last column; they are dropped"
                .formatted(shape.trimmed(), shape.trimmed() == 1 ? "row has" : "rows have"));
      }
      return notes;
    }

    private static String spoken(char separator) {
      return separator == '\t' ? "a tab" : "`" + separator + "`";
    }
  }

  private static int readFully(Reader text, char[] target) throws IOException {
    int length = 0;
    while (length < target.length) {
      int count = text.read(target, length, target.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    return length;
  }

  private static final class Joined extends Reader {

    private final Reader first;
    private final Reader second;
    private boolean firstEnded;

    Joined(Reader first, Reader second) {
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
      second.close();
    }
  }
}
