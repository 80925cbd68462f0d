package dev.bulkgpt.csv;

/// Counts lines as editors do (CR LF is one break, as are a lone CR and LF), and finds what is in
/// no text.
final class TextLines {

  private static final char ESCAPE = 0x1b;

  private long line = 1;
  private boolean afterCr;
  private boolean afterEscape;

  /// Of the next character.
  long line() {
    return line;
  }

  /// @param ascii no byte beyond ASCII has been met: escapes may switch to another alphabet
  void check(char[] chars, int offset, int length, boolean ascii) throws InputRefusedException {
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      if (c > ESCAPE) {
        if (afterEscape && c == '$' && ascii) {
          throw new InputRefusedException(
              RowPlace.LINE,
              line,
              "The file seems to be in ISO-2022-JP. Name it with --encoding ISO-2022-JP, or save the file as UTF-8.");
        }
        afterCr = false;
        afterEscape = false;
      } else {
        count(c);
      }
    }
  }

  private void count(char c) throws InputRefusedException {
    if (c == '\n') {
      line += afterCr ? 0 : 1;
    } else if (c == '\r') {
      line++;
    } else if (c == 0) {
      throw nul(line);
    }
    afterCr = c == '\r';
    afterEscape = c == ESCAPE;
  }

  static InputRefusedException nul(long line) {
    return new InputRefusedException(
        RowPlace.LINE,
        line,
        "There is a NUL character here. Is this really a text file? If it is UTF-16, name it with --encoding UTF-16LE or UTF-16BE.");
  }
}
