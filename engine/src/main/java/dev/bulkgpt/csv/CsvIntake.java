package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/// Any bytes to a canonical CSV file and an index of its chunks, in one streamed pass. Memory is
/// bounded by a row and by 256 KiB, whatever the file's size.
///
/// Values are kept to the character. What cannot be read for certain is refused with its line
/// ([InputRefusedException]); what was guessed or mended is told in [Intake#notes].
public final class CsvIntake {

  /// Characters the separator is told from.
  private static final int START_CHARS = 64 * 1024;

  private CsvIntake() {}

  /// Reads to the end; closes neither stream.
  public static Intake read(InputStream in, InputOptions options, OutputStream canonical)
      throws IOException {
    StrictText text = new StrictText(in, options.encoding().map(InputEncoding::charset));
    char[] start = new char[START_CHARS];
    int length = readFully(text, start);
    String beginning = new String(start, 0, length);
    Separator separator =
        Separator.find(beginning, length < START_CHARS, options.separator(), options.limits());
    Reader rest = new StringReader(beginning.substring(separator.skip()));
    RawRows rows = new RawRows(new Joined(rest, text), separator.character(), options.limits());
    TableIntake table = new TableIntake(options.limits(), RowPlace.LINE, canonical);
    for (var row = rows.next(); row.isPresent(); row = rows.next()) {
      table.row(row.get().line(), row.get().cells());
    }
    return table.finish(
        new Intake.Source.Csv(text.encoding().name(), separator.character(), text.isMarked()),
        notes(text, separator));
  }

  private static List<String> notes(StrictText text, Separator separator) {
    List<String> notes = new ArrayList<>();
    if (text.isGuessed()) {
      notes.add(
          "read as %s, which is a guess; --encoding names another".formatted(text.encoding()));
    }
    if (separator.character() != ',') {
      notes.add("the separator is " + spoken(separator.character()));
    }
    return notes;
  }

  private static String spoken(char separator) {
    return separator == '\t' ? "a tab" : "`" + separator + "`";
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
