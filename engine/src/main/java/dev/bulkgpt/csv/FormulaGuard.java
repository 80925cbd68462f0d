package dev.bulkgpt.csv;

/// Keeps spreadsheets from computing what is text: a value that begins like a formula gets an
/// apostrophe before it, unless it is a plain number. Source: OWASP, "CSV Injection".
final class FormulaGuard {

  private FormulaGuard() {}

  static String guard(String value) {
    return isFormula(value) ? "'" + value : value;
  }

  private static boolean isFormula(String value) {
    if (value.isEmpty()) {
      return false;
    }
    return switch (value.charAt(0)) {
      case '=', '@', '\t', '\r', '\n' -> true;
      case '+', '-' -> !isNumber(value);
      default -> false;
    };
  }

  /// `[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`, without the cost of an expression a cell.
  static boolean isNumber(String value) {
    int at = sign(value, 0);
    int whole = digits(value, at);
    int end = whole;
    if (end < value.length() && value.charAt(end) == '.') {
      end = digits(value, end + 1);
      if (whole == at && end == whole + 1) {
        return false;
      }
    } else if (whole == at) {
      return false;
    }
    if (end < value.length() && (value.charAt(end) == 'e' || value.charAt(end) == 'E')) {
      int exponent = sign(value, end + 1);
      end = digits(value, exponent);
      return end > exponent && end == value.length();
    }
    return end == value.length();
  }

  private static int sign(String value, int at) {
    boolean signed = at < value.length() && (value.charAt(at) == '+' || value.charAt(at) == '-');
    return signed ? at + 1 : at;
  }

  private static int digits(String value, int at) {
    int end = at;
    while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
