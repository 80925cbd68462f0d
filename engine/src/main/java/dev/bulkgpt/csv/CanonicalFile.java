package dev.bulkgpt.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes the canonical file: UTF-8, comma, CR LF, RFC 4180, a header and full rows; and notes
/// where each chunk lies.
final class CanonicalFile {

  private final CountingStream counted;
  private final CsvWriter csv;
  private final List<ChunkSpan> chunks = new ArrayList<>();
  private long rows;
  private int chunkRows;
  private long chunkChars;
  private long chunkStart;

  CanonicalFile(OutputStream out, List<String> header) throws IOException {
    counted = new CountingStream(out);
    var builder = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF);
    if (header.size() == 1) {
      // Else an empty value would be a blank line, which is no row.
      builder.quoteStrategy(QuoteStrategies.EMPTY);
    }
    csv = builder.build(counted, StandardCharsets.UTF_8);
    csv.writeRecord(header);
    csv.flush();
    chunkStart = counted.bytes;
  }

  void write(String[] cells) throws IOException {
    csv.writeRecord(cells);
    rows++;
    chunkRows++;
    for (String cell : cells) {
      chunkChars += cell.length();
    }
    if (chunkRows == InputOptions.ROWS_PER_CHUNK || chunkChars >= InputOptions.BYTES_PER_CHUNK) {
      endChunk();
    }
  }

  /// All chunks, the last one ended.
  List<ChunkSpan> finish() throws IOException {
    if (chunkRows > 0) {
      endChunk();
    }
    return chunks;
  }

  long rows() {
    return rows;
  }

  private void endChunk() throws IOException {
    csv.flush();
    chunks.add(
        new ChunkSpan(
            chunks.size(),
            rows - chunkRows + 1,
            chunkRows,
            chunkStart,
            counted.bytes - chunkStart));
    chunkStart = counted.bytes;
    chunkRows = 0;
    chunkChars = 0;
  }

  private static final class CountingStream extends FilterOutputStream {

    private long bytes;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      bytes += length;
    }

    /// The target decides by itself when to write.
    @Override
    public void flush() {}
  }
}
