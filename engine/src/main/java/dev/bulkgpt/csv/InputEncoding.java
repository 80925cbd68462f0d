package dev.bulkgpt.csv;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/// An encoding a person named.
///
/// @param lenient a byte that is not valid in it is read as Windows-1252, and told
public record InputEncoding(Charset charset, boolean lenient) {

  private static final String LENIENT_UTF_8 = "utf-8-lenient";

  /// @throws InputRefusedException for one this Java does not know
  static InputEncoding named(String name) throws InputRefusedException {
    if (name.toLowerCase(Locale.ROOT).equals(LENIENT_UTF_8)) {
      return new InputEncoding(StandardCharsets.UTF_8, true);
    }
    try {
      return new InputEncoding(Charset.forName(name), false);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InputRefusedException(
          "There is no encoding `" + name + "`; UTF-8, windows-1252 and GB18030 are examples.");
    }
  }

  /// As it is named on the command line.
  public String name() {
    return lenient ? LENIENT_UTF_8 : charset.name();
  }
}
