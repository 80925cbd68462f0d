package dev.bulkgpt.csv;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A reader of CSV that shares nothing with ours.
final class SecondReader {

  private SecondReader() {}

  /// All records, blank lines left out.
  static List<List<String>> rows(String text, char separator, boolean quotes) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setQuote(quotes ? Character.valueOf('"') : null)
            .setIgnoreEmptyLines(true)
            .get();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      return parser.stream().map(CSVRecord::toList).toList();
    }
  }
}
