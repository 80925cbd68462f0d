package dev.bulkgpt.csv;

import java.util.Optional;

/// How to read an input, where the caller knows better than the guess.
///
/// @param encoding as a person named it; empty: told from the bytes
/// @param separator empty: told from the first rows
/// @param quotes what a quote means; empty: as RFC 4180 has it, and a row in which it seems to mean
///   something else is refused
/// @param skipLines rows or lines above the header that are passed over
/// @param sheet of a workbook; empty: the first visible one
public record InputOptions(
    Optional<InputEncoding> encoding,
    Optional<Character> separator,
    Optional<Quotes> quotes,
    long skipLines,
    Optional<String> sheet,
    InputLimits limits) {

  /// Rows of a chunk, the last one's excepted. A chunk also ends when its rows reach
  /// [#BYTES_PER_CHUNK].
  public static final int ROWS_PER_CHUNK = 1_000;

  /// Bytes of the canonical file after which a chunk ends.
  public static final int BYTES_PER_CHUNK = 1 << 20;

  public static final InputOptions DEFAULT =
      new InputOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          InputLimits.DEFAULT);

  /// What a quote means in a CSV.
  public enum Quotes {
    /// A value may stand in quotes; within, a quote is doubled (RFC 4180).
    STANDARD,
    /// A quote is a character like any other, as in exports of databases.
    NONE
  }

  /// The same with an encoding as a person named it.
  ///
  /// @throws InputRefusedException for one this Java does not know
  public InputOptions withEncoding(String name) throws InputRefusedException {
    return new InputOptions(
        Optional.of(InputEncoding.named(name)), separator, quotes, skipLines, sheet, limits);
  }

  /// @throws InputRefusedException for a character that cannot be one
  public InputOptions withSeparator(char given) throws InputRefusedException {
    if ("\"\r\n\0".indexOf(given) >= 0) {
      throw new InputRefusedException("A quote or a line break cannot be the separator.");
    }
    return new InputOptions(encoding, Optional.of(given), quotes, skipLines, sheet, limits);
  }

  public InputOptions withQuotes(Quotes given) {
    return new InputOptions(encoding, separator, Optional.of(given), skipLines, sheet, limits);
  }

  /// @param lines at least 0
  public InputOptions withSkipLines(long lines) {
    return new InputOptions(encoding, separator, quotes, lines, sheet, limits);
  }

  public InputOptions withSheet(String name) {
    return new InputOptions(encoding, separator, quotes, skipLines, Optional.of(name), limits);
  }

  public InputOptions within(InputLimits given) {
    return new InputOptions(encoding, separator, quotes, skipLines, sheet, given);
  }

  /// The same for files of at most so many rows.
  public InputOptions atMostRows(long rows) {
    return within(limits.withRows(rows));
  }
}
