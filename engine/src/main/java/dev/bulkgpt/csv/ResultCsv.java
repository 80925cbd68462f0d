package dev.bulkgpt.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes a result: the input's columns unchanged, the added ones, then what became of each row.
/// UTF-8, comma, CR LF, RFC 4180; it reads back to the same shape whatever the values are.
public final class ResultCsv implements AutoCloseable {

  private static final List<String> META = List.of("_status", "_error");
  private static final List<String> FULL_META =
      List.of(
          "_row",
          "_error_code",
          "_error_step",
          "_attempts",
          "_input_tokens",
          "_output_tokens",
          "_cost_usd",
          "_latency_ms");
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
    if (options.bom()) {
      out.write(BYTE_ORDER_MARK);
    }
    csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new Unclosed(out), StandardCharsets.UTF_8);
    List<String> header = new ArrayList<>(input);
    header.addAll(added);
    Set<String> taken = new HashSet<>(header);
    META.forEach(name -> header.add(free(name, taken)));
    if (options.fullMeta()) {
      FULL_META.forEach(name -> header.add(free(name, taken)));
    }
    cells = new String[header.size()];
    write(header.toArray(String[]::new));
  }

  /// @param input one value per column of the input
  /// @param added one value per added column
  public void write(String[] input, List<String> added, RowMeta meta) throws IOException {
    System.arraycopy(input, 0, cells, 0, input.length);
    int at = input.length;
    for (String value : added) {
      cells[at++] = value;
    }
    cells[at++] = meta.status();
    cells[at++] = meta.error();
    if (options.fullMeta()) {
      cells[at++] = Long.toString(meta.row());
      cells[at++] = meta.errorCode();
      cells[at++] = meta.errorStep();
      cells[at++] = Integer.toString(meta.attempts());
      cells[at++] = Long.toString(meta.inputTokens());
      cells[at++] = Long.toString(meta.outputTokens());
      cells[at++] = meta.costUsd();
      cells[at++] = Long.toString(meta.latencyMs());
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

  /// A user's column of the same name wins; ours gets another underscore.
  private static String free(String name, Set<String> taken) {
    return taken.contains(name) ? free("_" + name, taken) : name;
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
