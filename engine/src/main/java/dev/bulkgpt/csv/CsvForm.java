package dev.bulkgpt.csv;

import dev.bulkgpt.csv.InputOptions.Quotes;
import java.util.Optional;

/// What has a meaning in a CSV besides line breaks.
///
/// @param quotes empty: as RFC 4180 has them, and what looks like another use of them is refused
record CsvForm(char separator, Optional<Quotes> quotes) {

  boolean hasQuotes() {
    return !quotes.equals(Optional.of(Quotes.NONE));
  }

  /// A slip is looked for unless a person said what quotes mean.
  boolean isWary() {
    return quotes.isEmpty();
  }
}
