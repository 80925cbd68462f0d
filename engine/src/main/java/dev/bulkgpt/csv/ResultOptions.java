package dev.bulkgpt.csv;

/// How a result is written.
///
/// @param fullMeta tokens, cost, attempts and more for each row, not just `_status` and `_error`
/// @param rawFormulas values stand as they are, also where a spreadsheet could run something
/// @param separator one that [#canSeparate]
/// @param marked begins with a byte order mark, which Excel needs to see UTF-8
public record ResultOptions(boolean fullMeta, boolean rawFormulas, char separator, boolean marked) {

  public static final ResultOptions DEFAULT = new ResultOptions(false, false, ',', false);

  public ResultOptions {
    if (!canSeparate(separator)) {
      throw new IllegalArgumentException("not a separator: " + (int) separator);
    }
  }

  /// Whether a result's columns may be told apart by it: a tab, or a sign that no value is made of
  /// and that means nothing of its own in a CSV or at the beginning of a cell.
  public static boolean canSeparate(char c) {
    boolean printed =
        !Character.isLetterOrDigit(c)
            && !Character.isISOControl(c)
            && !Character.isWhitespace(c)
            && !Character.isSpaceChar(c)
            && !Character.isSurrogate(c)
            && Character.isDefined(c)
            && Character.getType(c) != Character.FORMAT;
    return c == '\t' || (printed && "\"'#=+-@.".indexOf(c) < 0);
  }
}
