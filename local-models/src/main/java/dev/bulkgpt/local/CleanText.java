package dev.bulkgpt.local;

/// What the model is given of a text: no more than [#MAX_CHARS] characters, well-formed Unicode,
/// control characters as spaces.
final class CleanText {

  /// Past this the text is cut: some 1,000 tokens of English, which the model reads in two passes.
  static final int MAX_CHARS = 4_000;

  private CleanText() {}

  static String of(String text) {
    int end = Math.min(text.length(), MAX_CHARS);
    var clean = new StringBuilder(end);
    for (int i = 0; i < end; ) {
      int point = text.codePointAt(i);
      clean.appendCodePoint(readable(point) ? point : ' ');
      i += Character.charCount(point);
    }
    return clean.toString();
  }

  private static boolean readable(int point) {
    return switch (Character.getType(point)) {
      case Character.SURROGATE, Character.CONTROL -> false;
      default -> true;
    };
  }
}
