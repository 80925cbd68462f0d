package dev.bulkgpt.csv;

/// A piece of a file in a sentence for a person: short, on one line, with what cannot be seen by
/// its code point.
final class Shown {

  private static final int CHARACTERS = 60;

  private Shown() {}

  static String text(String piece) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < piece.length() && shown.length() < CHARACTERS) {
      int c = piece.codePointAt(at);
      at += Character.charCount(c);
      if (isUnseen(c)) {
        shown.append("U+%04X".formatted(c));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return at < piece.length() ? shown + "…" : shown.toString();
  }

  static String separator(char separator) {
    return separator == '\t' ? "a tab" : "`" + separator + "`";
  }

  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
  }
}
