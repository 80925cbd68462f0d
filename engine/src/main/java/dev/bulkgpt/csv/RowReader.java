package dev.bulkgpt.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Reads the canonical file, which [CsvIntake] wrote: whole, or a chunk of it. Whatever is not as
/// it was written means that the file is broken: [BrokenFileException].
public final class RowReader {

  private RowReader() {}

  /// The rows of a chunk.
  ///
  /// @param bytes the chunk's bytes and no more
  public static List<InputRow> read(InputStream bytes, ChunkSpan span, int columns)
      throws IOException {
    String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    List<InputRow> rows = new ArrayList<>(span.rows());
    Numbered numbered = new Numbered(records(text), span.firstRow(), columns);
    numbered.forEachRemaining(rows::add);
    if (rows.size() != span.rows()) {
      throw new BrokenFileException("chunk %d has %d rows".formatted(span.number(), rows.size()));
    }
    return rows;
  }

  /// All rows, streamed; the header is passed over. Fails with [java.io.UncheckedIOException].
  public static Iterator<InputRow> rows(InputStream file, int columns) {
    Reader text = new InputStreamReader(file, StandardCharsets.UTF_8);
    Iterator<String[]> records = csv().build(StringArrayHandler.of(), text).iterator();
    records.next();
    return new Numbered(records, 1, columns);
  }

  private static Iterator<String[]> records(String text) {
    return csv().build(StringArrayHandler.of(), text).iterator();
  }

  private static CsvReader.CsvReaderBuilder csv() {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  private static final class Numbered implements Iterator<InputRow> {

    private final Iterator<String[]> records;
    private final int columns;
    private long next;

    Numbered(Iterator<String[]> records, long firstRow, int columns) {
      this.records = records;
      this.columns = columns;
      next = firstRow;
    }

    @Override
    public boolean hasNext() {
      try {
        return records.hasNext();
      } catch (CsvParseException e) {
        throw new BrokenFileException("row " + next + " of the canonical file is no CSV");
      }
    }

    @Override
    public InputRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String[] cells = records.next();
      if (cells.length != columns) {
        throw new BrokenFileException(
            "row " + next + " of the canonical file has " + cells.length + " columns");
      }
      return new InputRow(next++, cells);
    }
  }
}
