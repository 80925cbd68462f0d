package dev.bulkgpt.workbook;

/// Numbers that lose no digit in a workbook: their text is the only spelling a program would give
/// them, and so short that every spreadsheet shows it whole.
///
/// `7`, `-0.5`, `1234567.89`, but not `007`, `+7`, `7.0`, `12.50`, `1E5`, `-0`, nor anything longer
/// than eleven characters, from which on Excel shows `1.23E+11`.
final class PlainNumber {

  private static final int MAX_CHARS = 11;

  /// From so many noughts behind the point on, a spreadsheet would show `1E-05`.
  private static final int NOUGHTS = 4;

  private PlainNumber() {}

  static boolean is(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int length = text.length() - start;
    if (length == 0 || length > MAX_CHARS) {
      return false;
    }
    int point = digits(text, start);
    boolean whole = point > start && (point == start + 1 || text.charAt(start) != '0');
    if (!whole || point == text.length()) {
      return whole && (start == 0 || text.charAt(start) != '0');
    }
    return text.charAt(point) == '.'
        && point + 1 < text.length()
        && digits(text, point + 1) == text.length()
        && text.charAt(text.length() - 1) != '0';
  }

  /// The decimals of a number so small that a spreadsheet would show it with an exponent; 0 for all
  /// others.
  static int smallDecimals(String number) {
    int start = number.startsWith("-") ? 1 : 0;
    boolean small = number.startsWith("0." + "0".repeat(NOUGHTS), start);
    return small ? number.length() - start - 2 : 0;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
