package dev.bulkgpt.model.provider;

/// Takes quotations of several words out of an error's message: they may repeat the row, and what a
/// row says must not decide about a task. A quoted name without blanks stays.
final class Quotations {

  private static final String OPENING = "\"“`'";
  private static final String CLOSING = "\"”`'";

  /// What stands before a single quotation mark that opens, and not inside a word.
  private static final String BEFORE_SINGLE = "[:=({,> ";

  private static final String AFTER_SINGLE = "])},.;: ";

  private Quotations() {}

  /// One pass. A quotation that never ends goes on to the end of the text.
  static String off(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char mark = text.charAt(at);
      if (OPENING.indexOf(mark) < 0 || !opens(text, at)) {
        kept.append(mark);
        at++;
        continue;
      }
      int end = end(text, at);
      String quoted = text.substring(at + 1, end);
      kept.append(mark).append(quoted.indexOf(' ') < 0 ? quoted : "…").append(mark);
      at = end + 1;
    }
    return kept.toString();
  }

  private static boolean opens(String text, int at) {
    return text.charAt(at) != '\'' || at == 0 || BEFORE_SINGLE.indexOf(text.charAt(at - 1)) >= 0;
  }

  /// Where the quotation that opens here is closed; the text's end when it is not.
  private static int end(String text, int at) {
    char closing = CLOSING.charAt(OPENING.indexOf(text.charAt(at)));
    for (int end = text.indexOf(closing, at + 1); end >= 0; end = text.indexOf(closing, end + 1)) {
      boolean last = end + 1 == text.length();
      if (closing != '\'' || last || AFTER_SINGLE.indexOf(text.charAt(end + 1)) >= 0) {
        return end;
      }
    }
    return text.length();
  }
}
