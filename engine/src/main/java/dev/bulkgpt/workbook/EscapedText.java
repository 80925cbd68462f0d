package dev.bulkgpt.workbook;

import java.util.Locale;

/// Text as a cell of a workbook spells it: what XML cannot hold, and the carriage return that XML
/// would change, stands as `_xHHHH_`; text that looks like such an escape has its underscore
/// escaped, so that everything reads back as itself.
final class EscapedText {

  private static final int MOST_DIGITS = 4;

  private EscapedText() {}

  static String escape(String text) {
    int at = 0;
    while (at < text.length() && !isEscaped(text, at)) {
      at++;
    }
    return at == text.length() ? text : escape(text, at);
  }

  private static String escape(String text, int first) {
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int at = first; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isEscaped(text, at)) {
        escaped.append(String.format(Locale.ROOT, "_x%04X_", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscaped(String text, int at) {
    char c = text.charAt(at);
    return c == '_' ? beginsAnEscape(text, at) : isImpossible(text, at);
  }

  /// Also where only the escape of what follows would complete it, and with fewer digits than four,
  /// for some programs read those too.
  private static boolean beginsAnEscape(String text, int at) {
    if (!text.startsWith("x", at + 1)) {
      return false;
    }
    int end = at + 2;
    while (end < text.length() && isHexDigit(text.charAt(end))) {
      end++;
    }
    int digits = end - at - 2;
    return digits >= 1
        && digits <= MOST_DIGITS
        && end < text.length()
        && (text.charAt(end) == '_' || isImpossible(text, end));
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isImpossible(String text, int at) {
    char c = text.charAt(at);
    if (c < ' ') {
      return c != '\t' && c != '\n';
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c >= '\ufffe';
  }
}
