package dev.bulkgpt.words;

import java.text.Normalizer;

/// Names as people see them. Two names that look alike are spelled alike here: characters that
/// cannot be seen do not count, runs of white space count as one space, and an accent may be part
/// of its letter or a character of its own.
public final class Spelling {

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_FORM = 0xFE0F;
  private static final int FIRST_SKIN = 0x1F3FB;
  private static final int LAST_SKIN = 0x1F3FF;
  private static final int LONGEST_SHOWN = 120;

  private Spelling() {}

  /// The one spelling that names have in common when they look alike.
  public static String plain(String name) {
    if (isPlain(name)) {
      return name;
    }
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    var plain = new StringBuilder(composed.length());
    int[] points = composed.codePoints().toArray();
    boolean space = false;
    for (int i = 0; i < points.length; i++) {
      if (isSpace(points[i])) {
        space = !plain.isEmpty();
      } else if (!hasNoForm(points[i]) || joinsEmoji(points, i)) {
        if (space) {
          plain.append(' ');
          space = false;
        }
        plain.appendCodePoint(points[i]);
      }
    }
    return plain.toString();
  }

  /// Most names are, and are looked up for each row.
  private static boolean isPlain(String name) {
    char before = ' ';
    for (int i = 0; i < name.length(); i++) {
      char at = name.charAt(i);
      if (at < ' ' || at > '~' || (at == ' ' && before == ' ')) {
        return false;
      }
      before = at;
    }
    return before != ' ' || name.isEmpty();
  }

  /// A text in which what cannot be seen stands by its code point: `te<U+200B>xt`.
  public static String shown(String text) {
    return shown(text, false);
  }

  /// As [#shown], accents that are characters of their own too: for names that differ in them only.
  public static String exactly(String text) {
    return shown(text, !Normalizer.isNormalized(text, Normalizer.Form.NFC));
  }

  /// As [#shown], in one line that is no longer than a line of a terminal.
  public static String quoted(String text) {
    String line = text.strip();
    String cut =
        line.codePointCount(0, line.length()) <= LONGEST_SHOWN
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    return shown(cut);
  }

  private static String shown(String text, boolean accents) {
    var shown = new StringBuilder(text.length());
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean hidden =
          (isHidden(points[i]) && !joinsEmoji(points, i))
              || (accents && Character.getType(points[i]) == Character.NON_SPACING_MARK);
      if (hidden) {
        shown.append("<U+%04X>".formatted(points[i]));
      } else {
        shown.appendCodePoint(points[i]);
      }
    }
    return shown.toString();
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point);
  }

  private static boolean isHidden(int point) {
    return hasNoForm(point)
        || Character.isISOControl(point)
        || within(point, Character.MIN_SURROGATE, Character.MAX_SURROGATE)
        || (isSpace(point) && point != ' ');
  }

  /// Soft hyphen, zero-width spaces and joiners, marks of direction, byte order marks.
  private static boolean hasNoForm(int point) {
    return switch (point) {
      case 0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF -> true;
      default ->
          within(point, 0x200B, 0x200F)
              || within(point, 0x202A, 0x202E)
              || within(point, 0x2060, 0x206F)
              || within(point, 0xFFF9, 0xFFFB);
    };
  }

  private static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }

  /// A family is one picture: its joiners are letters, not dust.
  private static boolean joinsEmoji(int[] points, int at) {
    return points[at] == ZERO_WIDTH_JOINER
        && at > 0
        && at + 1 < points.length
        && isOfEmoji(points[at - 1])
        && Character.isExtendedPictographic(points[at + 1]);
  }

  private static boolean isOfEmoji(int point) {
    return Character.isExtendedPictographic(point)
        || point == EMOJI_FORM
        || within(point, FIRST_SKIN, LAST_SKIN);
  }
}
