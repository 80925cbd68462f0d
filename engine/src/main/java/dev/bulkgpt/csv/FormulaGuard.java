package dev.bulkgpt.csv;

/// Keeps a spreadsheet from running what is text: a cell in which it could run something gets an
/// apostrophe before it; every other value stays as it was written.
///
/// Guarded is a cell that begins with `=`, unless it is one piece of quoted text (`="007"`), and
/// one that begins with `+`, `-` or `@` and has a call, another program or another sheet in it: a
/// name directly followed by `(`, `|` or `!`. Blanks, line breaks and characters that cannot be
/// seen do not count at the beginning; full-width signs count as their narrow forms. Which programs
/// do what with which value stands in `csv/formulas.txt` of the tests.
final class FormulaGuard {

  private FormulaGuard() {}

  static String guard(String value) {
    return runs(value) ? "'" + value : value;
  }

  private static boolean runs(String value) {
    int first = skipBlank(value, 0);
    if (first == value.length()) {
      return false;
    }
    return switch (narrow(value.codePointAt(first))) {
      case '=' -> !isQuotedText(value, first + 1);
      case '+', '-', '@' -> reachesOut(value, first + 1);
      default -> false;
    };
  }

  /// Whether nothing but one piece of quoted text stands there: spreadsheets show it as it is.
  private static boolean isQuotedText(String value, int from) {
    if (from == value.length() || value.charAt(from) != '"') {
      return false;
    }
    int end = value.indexOf('"', from + 1);
    while (end >= 0 && end + 1 < value.length() && value.charAt(end + 1) == '"') {
      end = value.indexOf('"', end + 2);
    }
    return end >= 0 && skipBlank(value, end + 1) == value.length();
  }

  private static boolean reachesOut(String value, int from) {
    for (int at = from; at < value.length(); at++) {
      char c = value.charAt(at);
      boolean reaches =
          switch (c) {
            case '(', '|' -> endsName(value, at);
            case '!' -> endsSheet(value, at) && isReference(seenAfter(value, at));
            // Text of the Far East is full of the wide ones: only Latin letters around make a call.
            case '（', '｜' -> endsName(value, at) && isBetweenLatin(value, at);
            case '！' ->
                endsSheet(value, at)
                    && isBetweenLatin(value, at)
                    && isReference(seenAfter(value, at));
            default -> false;
          };
      if (reaches) {
        return true;
      }
    }
    return false;
  }

  /// Whether a name, a word with a letter in it, ends just before `end`: `49(30)` calls nothing.
  private static boolean endsName(String value, int end) {
    int at = end;
    while (at > 0) {
      int c = value.codePointBefore(at);
      if (Character.isLetter(c) || c == '_' || c == '\\') {
        return true;
      }
      if (!isNamePart(c) && !isUnseen(c)) {
        return false;
      }
      at -= Character.charCount(c);
    }
    return false;
  }

  /// Whether a sheet's name ends there: a word, one in quotes, or a file's in brackets.
  private static boolean endsSheet(String value, int end) {
    int c = seenBefore(value, end);
    return isNamePart(c) || c == '\'' || c == ']';
  }

  /// Whether what follows a `!` may name a cell: in `- Great! Thanks` it does not.
  private static boolean isReference(int c) {
    return Character.isLetterOrDigit(c) || "$_\\#[@'".indexOf(c) >= 0;
  }

  private static boolean isBetweenLatin(String value, int at) {
    return narrow(seenBefore(value, at)) < 0x80 && narrow(seenAfter(value, at)) < 0x80;
  }

  private static boolean isNamePart(int c) {
    return Character.isUnicodeIdentifierPart(c) || c == '.' || c == '\\';
  }

  private static int seenBefore(String value, int end) {
    for (int at = end; at > 0; ) {
      int c = value.codePointBefore(at);
      if (!isUnseen(c)) {
        return c;
      }
      at -= Character.charCount(c);
    }
    return ' ';
  }

  private static int seenAfter(String value, int at) {
    for (int next = at + 1; next < value.length(); ) {
      int c = value.codePointAt(next);
      if (!isUnseen(c)) {
        return c;
      }
      next += Character.charCount(c);
    }
    return ' ';
  }

  private static int skipBlank(String value, int from) {
    int at = from;
    while (at < value.length()) {
      int c = value.codePointAt(at);
      if (c > ' ' && (c < 0x7f || !isBlank(c))) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static boolean isBlank(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c) || isUnseen(c);
  }

  /// Controls and marks that Excel passes over within a formula.
  private static boolean isUnseen(int c) {
    return Character.getType(c) == Character.FORMAT
        || (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
  }

  private static int narrow(int c) {
    return c >= '！' && c <= '～' ? c - 0xfee0 : c;
  }
}
