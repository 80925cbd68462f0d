package dev.bulkgpt.csv.encoding;

import java.util.List;
import java.util.Map;

/// The languages that are written with an alphabet, and how much each is to be expected in a file.
final class Alphabets {

  private static final float COMMON = 0.5f;

  /// Of a language that nothing else in the file speaks for.
  private static final float UNHEARD = 7;

  /// Words of each language that are taken as heard before any is.
  private static final double UNSURE = 0.05;

  /// Languages that are met less often, so that a word which could be theirs as well as another's
  /// is rather the other's.
  private static final Map<String, Float> RARE =
      Map.of("en", 0f, "is", 3f, "sq", 3f, "et", 1.5f, "lv", 1.5f, "lt", 1.5f, "mk", 2f, "be", 2f);

  private final List<LetterPairs> languages = LetterPairs.all();

  /// Of a word in each language, whatever the word.
  private final float[] costs = new float[languages.size()];

  /// @param words of the file, in lower case, that read alike in all encodings: they tell its
  ///   languages
  Alphabets(List<String> words) {
    for (int i = 0; i < costs.length; i++) {
      costs[i] = RARE.getOrDefault(languages.get(i).language(), COMMON);
    }
    listen(words);
  }

  /// Each word is shared out among the Latin languages that it may be of; a language's part of all
  /// is how often it is to be expected.
  private void listen(List<String> words) {
    double[] heard = new double[costs.length];
    for (String word : words) {
      double[] likely = new double[costs.length];
      double sum = 0;
      for (int i = 0; i < costs.length; i++) {
        if (languages.get(i).isLatin()) {
          likely[i] = Math.exp(-languages.get(i).cost(word, Float.MAX_VALUE) - costs[i]);
          sum += likely[i];
        }
      }
      for (int i = 0; i < costs.length; i++) {
        heard[i] += sum > 0 ? likely[i] / sum : 0;
      }
    }
    for (int i = 0; i < costs.length; i++) {
      double part = (heard[i] + UNSURE) * costs.length / (words.size() + UNSURE * costs.length);
      costs[i] = Math.clamp((float) (costs[i] - Math.log(part)), 0, UNHEARD);
    }
  }

  /// Of a word in the language it fits best.
  ///
  /// @param word in lower case
  float cost(String word) {
    float best = Float.MAX_VALUE;
    for (int i = 0; i < costs.length; i++) {
      best = Math.min(best, costs[i] + languages.get(i).cost(word, best - costs[i]));
    }
    return best;
  }
}
