package dev.bulkgpt.csv;

/// How a result is written.
///
/// @param fullMeta tokens, cost, attempts and more for each row, not just `_status` and `_error`
/// @param rawFormulas values stand as they are, also where a spreadsheet would compute them
/// @param bom begins with a byte order mark, which Excel needs to see UTF-8
public record ResultOptions(boolean fullMeta, boolean rawFormulas, boolean bom) {

  public static final ResultOptions DEFAULT = new ResultOptions(false, false, false);
}
