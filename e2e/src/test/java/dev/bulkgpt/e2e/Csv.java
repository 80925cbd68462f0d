package dev.bulkgpt.e2e;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A result file, read by a library the product does not share its reader with.
final class Csv {

  private Csv() {}

  static List<NamedCsvRecord> read(Path file) {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> column(Path file, String name) {
    return read(file).stream().map(row -> row.getField(name)).toList();
  }
}
