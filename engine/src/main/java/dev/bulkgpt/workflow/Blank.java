package dev.bulkgpt.workflow;

/// Tells texts that say nothing.
public final class Blank {

  private Blank() {}

  /// Nothing can be seen of it: white space of any kind, no-break and zero-width spaces, marks of
  /// direction and byte order, soft hyphens, control characters.
  public static boolean is(String text) {
    return text.codePoints().allMatch(Blank::isInvisible);
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }
}
