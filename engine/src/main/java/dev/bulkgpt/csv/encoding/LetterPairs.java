package dev.bulkgpt.csv.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How likely a word is in a language that is written with an alphabet, from how often which letter
/// follows which.
final class LetterPairs {

  /// Of a letter that the language does not have.
  private static final float ALIEN = 15;

  private static final char BORDER = ' ';

  private final String language;
  private final char[] letters;

  /// Of the second letter after the first.
  private final float[][] costs;

  private LetterPairs(String language, char[] letters, float[][] costs) {
    this.language = language;
    this.letters = letters;
    this.costs = costs;
  }

  /// All that are known.
  static List<LetterPairs> all() {
    return All.LANGUAGES;
  }

  /// Read when the first file is met that needs it.
  private static final class All {

    static final List<LetterPairs> LANGUAGES = read();

    private static List<LetterPairs> read() {
      List<String> lines = Resource.lines("letter-pairs.txt");
      List<LetterPairs> languages = new ArrayList<>();
      int start = 0;
      for (int i = 1; i <= lines.size(); i++) {
        if (i == lines.size() || lines.get(i).startsWith("= ")) {
          languages.add(of(lines.get(start).substring(2), lines.subList(start + 1, i)));
          start = i;
        }
      }
      return List.copyOf(languages);
    }
  }

  /// @param lines of `letter-pairs.txt`: one language's
  private static LetterPairs of(String language, List<String> lines) {
    String alone = lines.getFirst();
    char[] letters = new char[alone.length() / 2 - 1];
    float[] single = new float[letters.length];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = alone.charAt(2 * i + 2);
      single[i] = cost(alone.charAt(2 * i + 3));
    }
    float[][] costs = new float[letters.length][];
    for (String line : lines.subList(1, lines.size())) {
      float[] followers = single.clone();
      for (int i = 0; i < followers.length; i++) {
        followers[i] += cost(line.charAt(1));
      }
      for (int i = 2; i < line.length(); i += 2) {
        followers[Arrays.binarySearch(letters, line.charAt(i))] = cost(line.charAt(i + 1));
      }
      costs[Arrays.binarySearch(letters, line.charAt(0))] = followers;
    }
    return new LetterPairs(language, letters, costs);
  }

  private static float cost(char written) {
    return (written - '0') / 4f;
  }

  /// In nats.
  ///
  /// @param word in lower case
  /// @param most no more than about this is of interest
  float cost(String word, float most) {
    float cost = 0;
    int before = Arrays.binarySearch(letters, BORDER);
    for (int i = 0; i <= word.length() && cost < most; i++) {
      int at = Arrays.binarySearch(letters, i < word.length() ? word.charAt(i) : BORDER);
      cost += at < 0 || before < 0 ? ALIEN / (at < 0 ? 1 : 4) : costs[before][at];
      before = at;
    }
    return cost;
  }

  /// Its code, ISO 639.
  String language() {
    return language;
  }

  /// It is written with Latin letters.
  boolean isLatin() {
    return cost("e", ALIEN) < ALIEN;
  }
}
