package dev.bulkgpt.csv;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/// How to read a CSV.
///
/// @param encoding empty: told from the bytes
/// @param separator empty: told from the first rows
public record CsvOptions(
    Optional<Charset> encoding, Optional<Character> separator, CsvLimits limits) {

  /// Rows of a chunk, the last one's excepted. A chunk also ends when its rows reach
  /// [#BYTES_PER_CHUNK].
  public static final int ROWS_PER_CHUNK = 1_000;

  /// Bytes of the canonical file after which a chunk ends.
  public static final int BYTES_PER_CHUNK = 1 << 20;

  public static final CsvOptions DEFAULT =
      new CsvOptions(Optional.empty(), Optional.empty(), CsvLimits.DEFAULT);

  /// Options as a person gave them.
  ///
  /// @throws CsvRefusedException for an encoding this Java does not know, or a separator that
  ///   cannot be one
  public static CsvOptions of(Optional<String> encoding, Optional<Character> separator)
      throws CsvRefusedException {
    if (separator.isPresent() && "\"\r\n\0".indexOf(separator.get()) >= 0) {
      throw new CsvRefusedException(0, "A quote or a line break cannot be the separator.");
    }
    return new CsvOptions(
        encoding.isEmpty() ? Optional.empty() : Optional.of(charset(encoding.get())),
        separator,
        CsvLimits.DEFAULT);
  }

  /// The same for files of at most so many rows.
  public CsvOptions atMostRows(long rows) {
    return new CsvOptions(encoding, separator, limits.withRows(rows));
  }

  private static Charset charset(String name) throws CsvRefusedException {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new CsvRefusedException(
          0, "There is no encoding `" + name + "`; UTF-8, windows-1252 and GB18030 are examples.");
    }
  }
}
