package dev.bulkgpt.csv.encoding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// How likely it is that somebody wrote a piece of text, whatever the language, in nats: the lower
/// the likelier. It knows the language of each word alone, for names of many languages stand in one
/// file.
///
/// Not thread-safe.
final class Plausibility {

  /// Of a capital inside a word of small letters, or the reverse, when one is beyond ASCII.
  private static final float ODD_CASE = 6;

  /// Of letters of two scripts in a word.
  private static final float MIXED_SCRIPTS = 10;

  private static final float DIGIT = 2.3f;

  /// A Latin letter right before a character of another kind of script.
  private static final float JOINED = 5;

  private final Alphabets alphabets;
  private final EastAsian eastAsian = EastAsian.known();

  /// @param words of the file, in lower case, that read alike in all encodings
  Plausibility(List<String> words) {
    alphabets = new Alphabets(words);
  }

  /// @param before what stands before the text, a blank for nothing or a separator
  /// @param after what stands behind it
  float cost(String text, char before, char after) {
    float cost = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = i + 1;
      if (EastAsian.isOne(c)) {
        while (end < text.length() && EastAsian.isOne(text.charAt(end))) {
          end++;
        }
        cost += eastAsian.cost(text.substring(i, end));
        cost += i > 0 && isLetter(text.charAt(i - 1)) ? JOINED : 0;
        cost += end < text.length() && isLetter(text.charAt(end)) ? JOINED : 0;
      } else if (isLetter(c)) {
        while (end < text.length() && isPartOfWord(text.charAt(end))) {
          end++;
        }
        cost += word(text.substring(i, end));
      } else if (c >= '0' && c <= '9') {
        cost += DIGIT;
      } else {
        cost +=
            Symbols.cost(
                c,
                i > 0 ? text.charAt(i - 1) : before,
                end < text.length() ? text.charAt(end) : after);
      }
      i = end;
    }
    return cost;
  }

  /// Those of a text that are written with an alphabet, in lower case.
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isPartOfWord(text.charAt(i))) {
        if (i > start) {
          words.add(lower(text.substring(start, i)));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private float word(String word) {
    String composed =
        word.codePoints().anyMatch(c -> c >= 0x300 && c < 0x370)
            ? Normalizer.normalize(word, Normalizer.Form.NFC)
            : word;
    return alphabets.cost(lower(composed)) + oddCase(composed) + mixedScripts(composed);
  }

  private static float mixedScripts(String word) {
    Character.UnicodeScript first = Character.UnicodeScript.of(word.charAt(0));
    for (int i = 1; i < word.length(); i++) {
      Character.UnicodeScript script = Character.UnicodeScript.of(word.charAt(i));
      if (script != first
          && script != Character.UnicodeScript.INHERITED
          && script != Character.UnicodeScript.COMMON) {
        return MIXED_SCRIPTS;
      }
    }
    return 0;
  }

  /// Character by character: a language's own rules would change the length.
  private static String lower(String word) {
    StringBuilder lower = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      lower.append(Character.toLowerCase(word.charAt(i)));
    }
    return lower.toString();
  }

  private static float oddCase(String word) {
    float cost = 0;
    for (int i = 1; i < word.length(); i++) {
      char before = word.charAt(i - 1);
      char c = word.charAt(i);
      if (before < 0x80 && c < 0x80) {
        continue;
      }
      boolean rises = Character.isLowerCase(before) && Character.isUpperCase(c);
      boolean falls =
          i > 1
              && Character.isUpperCase(word.charAt(i - 2))
              && Character.isUpperCase(before)
              && Character.isLowerCase(c);
      cost += rises || falls ? ODD_CASE : 0;
    }
    return cost;
  }

  private static boolean isPartOfWord(char c) {
    return isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK || c == '\u200c';
  }

  private static boolean isLetter(char c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER ->
          !EastAsian.isOne(c);
      case Character.OTHER_LETTER -> c != 'ª' && c != 'º' && !EastAsian.isOne(c);
      case Character.MODIFIER_LETTER -> c >= 0x0e00 && c < 0x0e80;
      default -> false;
    };
  }
}
