package dev.bulkgpt.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a result: the input's columns unchanged, the added ones, then what became of each row.
/// UTF-8, CR LF, RFC 4180 with any separator; it reads back to the same shape whatever the values
/// are.
public final class ResultCsv implements ResultRows {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CsvWriter csv;
  private final ResultOptions options;
  private final String[] cells;

  /// Writes the header. Closing flushes `out` and leaves it open.
  ///
  /// @param input the input's columns
  /// @param added the workflow's
  public ResultCsv(OutputStream out, List<String> input, List<String> added, ResultOptions options)
      throws IOException {
    this.options = options;
    if (options.marked()) {
      out.write(BYTE_ORDER_MARK);
    }
    csv =
        CsvWriter.builder()
            .fieldSeparator(options.separator())
            .quoteStrategy(new EverySeparatorQuoted(options.separator()))
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new Unclosed(out), StandardCharsets.UTF_8);
    List<String> header = ResultColumns.of(input, added, options.fullMeta());
    cells = new String[header.size()];
    write(header.toArray(String[]::new));
  }

  @Override
  public void write(String[] input, List<String> added, RowMeta meta) throws IOException {
    System.arraycopy(input, 0, cells, 0, input.length);
    int at = input.length;
    for (String value : added) {
      cells[at++] = value;
    }
    for (String value : ResultColumns.meta(meta, options.fullMeta())) {
      cells[at++] = value;
    }
    write(cells);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private void write(String[] values) throws IOException {
    if (!options.rawFormulas()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = FormulaGuard.guard(values[i]);
      }
    }
    csv.writeRecord(values);
  }

  /// Spreadsheets may take comma, semicolon and tab for separators all at once: without quotes a
  /// piece of a cell would begin one, past the guard. The result's own is in quotes anyway.
  private static final class EverySeparatorQuoted implements QuoteStrategy {

    private final char one;
    private final char two;
    private final boolean commaToo;

    EverySeparatorQuoted(char own) {
      one = own == ';' ? ',' : ';';
      two = own == '\t' ? ',' : '\t';
      commaToo = ",;\t".indexOf(own) < 0;
    }

    @Override
    public boolean quoteValue(int line, int field, String value) {
      return value.indexOf(one) >= 0
          || value.indexOf(two) >= 0
          || (commaToo && value.indexOf(',') >= 0);
    }
  }

  private static final class Unclosed extends java.io.FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
