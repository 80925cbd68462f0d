package dev.bulkgpt.csv.encoding;

/// How likely a character that is neither letter nor digit is between its neighbours: a curly
/// apostrophe between letters is common, a box of a DOS table there is a misread letter.
final class Symbols {

  private static final float CONTROL = 16;
  private static final float PRIVATE = 20;
  private static final float UNFIT = 10;
  private static final float STRAY_MARK = 14;

  private Symbols() {}

  /// @param before a blank where nothing stands
  /// @param after a blank where nothing stands
  static float cost(char c, char before, char after) {
    if (c < 0x80) {
      return 3;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL -> CONTROL;
      case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> PRIVATE;
      case Character.NON_SPACING_MARK -> STRAY_MARK;
      default -> fit(c, before, after);
    };
  }

  private static float fit(char c, char before, char after) {
    boolean inside = isWord(before) && isWord(after);
    return switch (c) {
      case '’' -> inside ? 3 : isWord(before) ? 4.5f : isWord(after) ? UNFIT : 8;
      case '«', '‹' -> inside ? UNFIT : isWord(before) ? 8 : 5;
      case '»', '›' -> inside ? UNFIT : isWord(after) ? 8 : 5;
      case '‘', '“', '”', '„', '‚' -> inside ? UNFIT : isWord(before) || isWord(after) ? 5 : 7;
      case '–', '—' ->
          inside ? bothOfAKind(before, after) : isBlank(before) && isBlank(after) ? 4 : 6;
      case '…' -> inside ? 8 : 5.5f;
      case '\u00a0' -> 6;
      case '€', '£' -> money(before, after, 5);
      case '$', '¥', '¢', '¤' -> money(before, after, c == '¤' ? 9 : 7);
      case '°', 'º', 'ª' ->
          Character.isDigit(before) || isBlank(before)
              ? 5.5f
              : before == 'n' || before == 'N' ? 6 : UNFIT;
      case '²', '³' -> before == 'm' && !isWord(after) ? 6 : isWord(after) ? 13 : 9;
      case '½', '¼', '¾' -> Character.isLetter(before) || Character.isLetter(after) ? UNFIT : 6;
      case '™', '®', '©' -> Character.isLetter(after) ? UNFIT : 6;
      case '•', '·' -> before == 'l' && after == 'l' ? 4 : inside ? UNFIT : 6;
      case '±', '×', '÷' -> Character.isLetter(before) || Character.isLetter(after) ? UNFIT : 6.5f;
      case '§', '№' -> inside ? UNFIT : 5.5f;
      case '¿', '¡' -> !isWord(before) && isWord(after) ? 4 : UNFIT;
      case '´' -> inside ? 6.5f : 9;
      case '\u00ad' -> inside ? 7.5f : UNFIT;
      case '\u200c' -> inside ? 4 : 8;
      case '\u200e', '\u200f' -> 8;
      case '،', '؛', '؟', '٪', '۔' -> isAscii(before) || isAscii(after) ? UNFIT : 4;
      default -> UNFIT;
    };
  }

  private static float bothOfAKind(char before, char after) {
    return Character.isDigit(before) == Character.isDigit(after) ? 5.5f : 7;
  }

  private static float money(char before, char after, float fit) {
    if (Character.isDigit(before) || Character.isDigit(after)) {
      return fit;
    }
    return Character.isLetter(before) || Character.isLetter(after) ? UNFIT : fit + 1.5f;
  }

  private static boolean isAscii(char c) {
    return c < 0x80 && Character.isLetter(c);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ';
  }
}
