package dev.bulkgpt.csv;

/// `="007"`: how exports keep a spreadsheet from taking a text for a number. What is meant is what
/// stands in the quotes.
public final class SpreadsheetText {

  private SpreadsheetText() {}

  /// Whether a whole cell is written so. A formula of several texts, such as `="a"&"b"`, is not.
  public static boolean is(String cell) {
    return cell.length() > 2 && cell.charAt(0) == '=' && isOneText(cell);
  }

  private static boolean isOneText(String cell) {
    if (cell.charAt(1) != '"' || cell.charAt(cell.length() - 1) != '"') {
      return false;
    }
    for (int i = 2; i < cell.length() - 1; i++) {
      if (cell.charAt(i) == '"') {
        i++;
        if (i == cell.length() - 1 || cell.charAt(i) != '"') {
          return false;
        }
      }
    }
    return true;
  }

  /// The text that is meant; any other cell unchanged.
  public static String value(String cell) {
    if (!is(cell)) {
      return cell;
    }
    String quoted = cell.substring(2, cell.length() - 1);
    return quoted.indexOf('"') < 0 ? quoted : quoted.replace("\"\"", "\"");
  }
}
