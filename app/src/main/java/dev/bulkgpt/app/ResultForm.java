package dev.bulkgpt.app;

import java.util.Locale;

/// The form of a result that opens where its input came from: the input's separator where
/// spreadsheets write it, a semicolon or a tab, and a byte order mark where the input had one or
/// was not UTF-8. A workbook's result opens beside it with a comma and a mark.
record ResultForm(char separator, boolean marked) {

  static final ResultForm PLAIN = new ResultForm(',', false);

  static ResultForm of(LocalRun.Card card) {
    if (!card.sheet().isEmpty()) {
      return new ResultForm(',', true);
    }
    char separator =
        switch (card.separator()) {
          case ";" -> ';';
          case "\t" -> '\t';
          default -> ',';
        };
    return new ResultForm(separator, card.marked() || !isUnicode(card.encoding()));
  }

  /// UTF-8, read strictly or not, and ASCII, which is part of it.
  private static boolean isUnicode(String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT);
    return name.startsWith("utf-8") || name.equals("us-ascii");
  }

  /// The separator for a person.
  String spokenSeparator() {
    return separator == '\t' ? "a tab" : "`" + separator + "`";
  }
}
