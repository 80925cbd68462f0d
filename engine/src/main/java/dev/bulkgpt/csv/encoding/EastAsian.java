package dev.bulkgpt.csv.encoding;

import java.nio.charset.Charset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How likely characters of the East Asian scripts are: each language's common ones by their rank,
/// the others by the place that its national standard gave them.
final class EastAsian {

  private static final float PUNCTUATION = 3.5f;
  private static final float FULL_WIDTH = 7;
  private static final float HALF_WIDTH = 7;
  private static final float ALIEN = 14;

  /// Of each run, as a word in an alphabet costs its language.
  private static final float RUN = 2.5f;

  /// @param share of a text that the ranked characters are
  private record Language(
      String code, Map<Character, Integer> ranks, double share, Standard standard) {

    boolean is(String other) {
      return code.equals(other);
    }
  }

  private final Language kana;
  private final List<Language> languages;

  private EastAsian() {
    Map<String, Map<Character, Integer>> ranks = new HashMap<>();
    for (String line : Resource.lines("common-characters.txt")) {
      int blank = line.indexOf(' ');
      Map<Character, Integer> of = new HashMap<>();
      for (char c : line.substring(blank + 1).toCharArray()) {
        of.putIfAbsent(c, of.size());
      }
      ranks.put(line.substring(0, blank), of);
    }
    kana = language(ranks, "ja-kana", 0.97, Standard.NONE);
    Language kanji = language(ranks, "ja", 0.8, Standard.of("EUC-JP", 0xb0, 0xcf, 0xf4));
    Language hangul = language(ranks, "ko", 0.85, Standard.of("EUC-KR", 0xb0, 0xc8, 0xc8));
    languages =
        List.of(
            language(ranks, "zh-Hans", 0.8, Standard.of("GB2312", 0xb0, 0xd7, 0xf7)),
            language(ranks, "zh-Hant", 0.8, Standard.of("Big5", 0xa4, 0xc6, 0xf9)),
            kanji,
            hangul);
  }

  private static final class One {
    static final EastAsian KNOWN = new EastAsian();
  }

  /// Read when the first file is met that needs it.
  static EastAsian known() {
    return One.KNOWN;
  }

  private static Language language(
      Map<String, Map<Character, Integer>> ranks, String name, double share, Standard standard) {
    return new Language(name, Objects.requireNonNull(ranks.get(name)), share, standard);
  }

  static boolean isOne(char c) {
    return (c >= 0x1100 && c <= 0x11ff)
        || (c >= 0x2e80 && c < 0xa000)
        || (c >= 0xac00 && c <= 0xd7af)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xff01 && c <= 0xffef);
  }

  /// Of a run of such characters, in the language it fits best.
  float cost(String run) {
    float best = Float.MAX_VALUE;
    for (Language language : languages) {
      float cost = RUN;
      for (int i = 0; i < run.length() && cost < best; i++) {
        cost += cost(language, run.charAt(i));
      }
      best = Math.min(best, cost);
    }
    return best;
  }

  private float cost(Language language, char c) {
    if (c >= 0x3000 && c <= 0x303f) {
      return PUNCTUATION;
    }
    if (c >= 0xff00) {
      return c >= 0xff61 && c <= 0xff9f ? HALF_WIDTH : isPunctuation(c) ? PUNCTUATION : FULL_WIDTH;
    }
    if (c >= 0x3040 && c <= 0x30ff) {
      return language.is("ja") ? rank(kana, c) : ALIEN;
    }
    if (isHangul(c)) {
      return language.is("ko") ? rank(language, c) : ALIEN;
    }
    return language.is("ko") ? ALIEN : rank(language, c);
  }

  private static boolean isPunctuation(char c) {
    return c == '，' || c == '！' || c == '？' || c == '：' || c == '；' || c == '（' || c == '）';
  }

  private static boolean isHangul(char c) {
    return c >= 0xac00 && c <= 0xd7a3;
  }

  /// Zipf's law for the ranked; the rest shared out by the standard's levels.
  private static float rank(Language language, char c) {
    Integer rank = language.ranks().get(c);
    int ranked = language.ranks().size();
    if (rank != null) {
      double sum = Math.log((ranked + 8) / 8.0);
      return (float) -Math.log(language.share() / sum / (rank + 8));
    }
    if (!language.standard().rare().get(c) && !language.standard().frequent().get(c)) {
      return ALIEN;
    }
    double rest = 1 - language.share();
    return (float) -Math.log(language.standard().frequent().get(c) ? rest / 3_000 : rest / 300_000);
  }

  /// A national standard's characters: those of everyday use, and the others, as told by their
  /// first byte.
  private record Standard(BitSet frequent, BitSet rare) {

    static final Standard NONE = new Standard(new BitSet(), new BitSet());

    static Standard of(String charset, int from, int frequentTo, int to) {
      if (!Charset.isSupported(charset)) {
        return NONE;
      }
      Standard standard = new Standard(new BitSet(), new BitSet());
      for (int first = from; first <= to; first++) {
        for (int second = 0x40; second <= 0xfe; second++) {
          byte[] bytes = {(byte) first, (byte) second};
          String text = new String(bytes, Charset.forName(charset));
          if (text.length() == 1) {
            (first <= frequentTo ? standard.frequent : standard.rare).set(text.charAt(0));
          }
        }
      }
      return standard;
    }
  }
}
