package dev.bulkgpt.local;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells whether a text is English, as far as the model is concerned: by its script, then word by
/// word. A word of the model's own vocabulary speaks for English, a small word of another language
/// or a small letter with an accent against it; what is neither, a name, a slip, a product, says
/// little. In doubt a text is English, so that nobody is told of a language without reason.
///
/// Knows nothing of which other language it is. A few microseconds a text. Immutable.
final class English {

  /// What a text's beginning does not show, its end does not either.
  private static final int MAX_CHARS = 1_000;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern WORD =
      Pattern.compile("\\p{L}[\\p{L}\\p{M}]*(?:['\u2019]\\p{L}[\\p{L}\\p{M}]*)*");
  private static final Pattern APOSTROPHE = Pattern.compile("['\u2019]");
  private static final Pattern ACCENT = Pattern.compile("\\p{M}");
  private static final List<String> SHORTENED = List.of("s", "t", "re", "ve", "ll", "d", "m");
  private static final int SHORTEST_STEM = 3;

  /// Endings, and what stands in their place in the word they were put to.
  private static final String[][] ENDINGS = {
    {"s", ""},
    {"es", ""},
    {"ed", ""},
    {"ed", "e"},
    {"ing", ""},
    {"ing", "e"},
    {"ly", ""},
    {"er", ""},
    {"d", ""},
    {"ies", "y"}
  };

  private final WordLists lists;

  English(WordLists lists) {
    this.lists = lists;
  }

  /// What the words of one text speak for.
  private static final class Voices {
    private int english;
    private int other;
    private int either;
    private int unknown;

    /// Weighed on customers' texts in 25 languages: see `languages.txt` beside the test.
    boolean sayEnglish() {
      if (other > 0) {
        return english >= 1.5 * (other + either / 2.0) + unknown / 2.0;
      }
      return unknown < 2 || unknown <= 2 * english;
    }
  }

  /// Whether a text may be English; one without any word may.
  boolean maybe(String text) {
    String beginning = text.substring(0, Math.min(text.length(), MAX_CHARS));
    if (isOfAnotherScript(beginning)) {
      return false;
    }
    Voices voices = new Voices();
    boolean first = true;
    for (String part : BLANKS.split(beginning, -1)) {
      if (mayHoldWords(part)) {
        Matcher words = WORD.matcher(part);
        while (words.find()) {
          hear(words.group(), first, voices);
          first = false;
        }
      }
    }
    return voices.sayEnglish();
  }

  /// Unlike addresses, and whatever holds a digit: numbers of orders, products, dates.
  private static boolean mayHoldWords(String part) {
    return part.indexOf('@') < 0
        && !part.contains("://")
        && part.chars().noneMatch(Character::isDigit);
  }

  /// More letters of another script than Latin ones.
  private static boolean isOfAnotherScript(String text) {
    int latin = 0;
    int others = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isLetter(point)) {
        if (isAscii(point) || UnicodeScript.of(point) == UnicodeScript.LATIN) {
          latin++;
        } else {
          others++;
        }
      }
    }
    return others > latin;
  }

  private static boolean isAscii(int point) {
    return point < 0x80;
  }

  private void hear(String word, boolean first, Voices voices) {
    String small = word.toLowerCase(Locale.ROOT);
    String[] parts = APOSTROPHE.split(small, -1);
    boolean ascii = small.chars().allMatch(English::isAscii);
    String plain = ascii ? small : withoutAccents(small);
    if (parts.length > 1 && SHORTENED.contains(parts[parts.length - 1])) {
      voices.english++;
    } else if (small.length() < 2) {
      return;
    } else if (lists.either().contains(small)) {
      voices.either++;
    } else if (lists.other().contains(plain) || (parts.length > 1 && isOther(parts[0]))) {
      voices.other++;
    } else if (isKnown(small) || lists.borrowed().contains(plain)) {
      voices.english++;
    } else if (ascii || isName(word, first)) {
      voices.unknown++;
    } else {
      voices.other++;
    }
  }

  private static String withoutAccents(String word) {
    return ACCENT.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
  }

  private boolean isOther(String word) {
    return lists.other().contains(word);
  }

  /// With a capital amid a sentence: people and places keep their accents.
  private static boolean isName(String word, boolean first) {
    return !first && Character.isUpperCase(word.codePointAt(0));
  }

  private boolean isKnown(String word) {
    if (lists.english().contains(word)) {
      return true;
    }
    for (String[] ending : ENDINGS) {
      int stem = word.length() - ending[0].length();
      if (word.endsWith(ending[0])
          && stem >= SHORTEST_STEM
          && lists.english().contains(word.substring(0, stem) + ending[1])) {
        return true;
      }
    }
    return word.startsWith("un") && lists.english().contains(word.substring(2));
  }
}
