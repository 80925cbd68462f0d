package dev.bulkgpt.csv;

/// Notices, cell by cell, where the quotes of a row probably do not mean what RFC 4180 says, so
/// that reading on would cut a value or glue two together without a word. Cells without a sign of
/// it cost a look at their first character.
final class QuoteSlips {

  /// What was noticed.
  enum Slip {
    NONE(""),
    SPACE_BEFORE_QUOTE(
        "In the row that begins here, a space stands before the quote that opens a value, so that the quotes do not hold it together. Delete the space; where quotes are characters like any other, add --quotes none."),
    FORMULA_CUT(
        "In the row that begins here, a value begins with =\" and is cut by a separator or a line break. Write all of it in quotes: \"=\"\"a,b\"\"\"."),
    CURLY(
        "In the row that begins here, a value in curly quotes (“ ”) has the separator in it. Only straight quotes (\") hold a value together; add --quotes standard if the curly ones hold none together."),
    SWALLOWED(
        "In the row that begins here, a value in quotes takes in a line break and tabs. If quotes are characters like any other here, as in exports of databases, add --quotes none; if it is one value, add --quotes standard.");

    private final String sentence;

    Slip(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  private final char separator;
  private boolean curlyOpen;
  private boolean tabInQuotes;

  QuoteSlips(char separator) {
    this.separator = separator;
  }

  /// A new row.
  void begin() {
    curlyOpen = false;
    tabInQuotes = false;
  }

  /// A value in quotes of this row has a tab in it, and tabs separate.
  boolean tabInQuotes() {
    return tabInQuotes;
  }

  /// Whether a cell that begins so must be given to [#cell]: few must.
  boolean isWorthALook(char first, boolean quoted) {
    boolean plain = first > ' ' && first < '\u00a0' && first != '=';
    return curlyOpen
        || (quoted ? separator == '\t' : !plain && (first < '\u00a1' || isCurly(first)));
  }

  /// @param length at least 1
  Slip cell(char[] buffer, int offset, int length, boolean quoted) {
    if (quoted) {
      return separator == '\t' ? quoted(buffer, offset, offset + length) : Slip.NONE;
    }
    if (curlyOpen && isCurly(buffer[offset + length - 1])) {
      return Slip.CURLY;
    }
    char first = buffer[offset];
    if (first == '=' || first <= ' ' || first == '\u00a0') {
      return unquoted(buffer, offset, offset + length);
    }
    if (isCurly(first)) {
      curlyOpen = count(buffer, offset, offset + length, true) % 2 == 1;
    }
    return Slip.NONE;
  }

  private static Slip unquoted(char[] buffer, int from, int to) {
    boolean formula = buffer[from] == '=';
    int at = formula ? from + 1 : from;
    while (!formula && at < to && (buffer[at] <= ' ' || buffer[at] == '\u00a0')) {
      at++;
    }
    if (at == to || buffer[at] != '"' || count(buffer, at, to, false) % 2 == 0) {
      return Slip.NONE;
    }
    return formula ? Slip.FORMULA_CUT : Slip.SPACE_BEFORE_QUOTE;
  }

  private Slip quoted(char[] buffer, int from, int to) {
    boolean tab = false;
    boolean lineBreak = false;
    for (int i = from; i < to; i++) {
      tab |= buffer[i] == '\t';
      lineBreak |= buffer[i] == '\n' || buffer[i] == '\r';
    }
    tabInQuotes |= tab;
    return tab && lineBreak ? Slip.SWALLOWED : Slip.NONE;
  }

  private static int count(char[] buffer, int from, int to, boolean curly) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (curly ? isCurly(buffer[i]) : buffer[i] == '"') {
        count++;
      }
    }
    return count;
  }

  /// “ ” „ ‟
  private static boolean isCurly(char c) {
    return c >= '\u201c' && c <= '\u201f';
  }
}
