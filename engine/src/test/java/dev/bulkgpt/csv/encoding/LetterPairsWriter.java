package dev.bulkgpt.csv.encoding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormatSymbols;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes `letter-pairs.txt`, how often which letter follows which in a language: counted in the
/// names of countries, languages, currencies, months and time zones as Java's own locale data
/// (Unicode CLDR) has them, and in `csv/common-words.txt`. Run by hand with the two paths.
final class LetterPairsWriter {

  /// Everyday words are few beside names, and said more often.
  private static final int COMMON = 4;

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\u200c]+");

  private final Map<Character, Map<Character, Integer>> pairs = new TreeMap<>();
  private final Map<Character, Integer> single = new TreeMap<>();

  private LetterPairsWriter() {}

  public static void main(String[] paths) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Written by LetterPairsWriter from Unicode CLDR names and everyday words; see ADR 18.");
    for (String line : Files.readAllLines(Path.of(paths[0]))) {
      if (!line.startsWith("#")) {
        List<String> words = List.of(line.split(" "));
        LetterPairsWriter counts = new LetterPairsWriter();
        names(Locale.forLanguageTag(words.getFirst())).forEach(it -> counts.count(it, 1));
        words.stream().skip(1).distinct().forEach(it -> counts.count(it, COMMON));
        lines.add("= " + words.getFirst());
        lines.addAll(counts.costs());
      }
    }
    Files.write(Path.of(paths[1]), lines, StandardCharsets.UTF_8);
  }

  private static Set<String> names(Locale language) {
    List<String> names = new ArrayList<>();
    for (String country : Locale.getISOCountries()) {
      names.add(Locale.of("", country).getDisplayCountry(language));
    }
    for (String code : Locale.getISOLanguages()) {
      names.add(Locale.of(code).getDisplayLanguage(language));
    }
    Currency.getAvailableCurrencies().forEach(it -> names.add(it.getDisplayName(language)));
    names.addAll(Arrays.asList(DateFormatSymbols.getInstance(language).getMonths()));
    names.addAll(Arrays.asList(DateFormatSymbols.getInstance(language).getWeekdays()));
    Arrays.stream(TimeZone.getAvailableIDs())
        .filter(id -> id.contains("/"))
        .forEach(id ->
            names.add(TimeZone.getTimeZone(id).getDisplayName(false, TimeZone.LONG, language)));
    return words(names);
  }

  private static Set<String> words(Collection<String> names) {
    Set<String> words = new HashSet<>();
    names.forEach(name -> words.addAll(Arrays.asList(NO_LETTER.split(name))));
    return words;
  }

  private void count(String word, int times) {
    String text = Normalizer.normalize(word, Normalizer.Form.NFC);
    char before = ' ';
    for (int i = 0; i <= text.length(); i++) {
      if (text.isEmpty()) {
        return;
      }
      char c = i == text.length() ? ' ' : Character.toLowerCase(text.charAt(i));
      pairs.computeIfAbsent(before, any -> new TreeMap<>()).merge(c, times, Integer::sum);
      single.merge(c, times, Integer::sum);
      before = c;
    }
  }

  /// A line a letter: itself, what an unseen follower costs before its own cost, then each follower
  /// and its cost (Witten-Bell smoothing). The first line has the cost of each letter by itself.
  private List<String> costs() {
    List<String> lines = new ArrayList<>();
    double all = single.values().stream().mapToInt(it -> it).sum();
    StringBuilder alone = new StringBuilder("*0");
    single.forEach((c, count) -> alone.append(c).append(cost(count / all)));
    lines.add(alone.toString());
    pairs.forEach((before, followers) -> {
      double seen = followers.values().stream().mapToInt(it -> it).sum();
      double kinds = followers.size();
      StringBuilder line = new StringBuilder().append(before).append(cost(kinds / (seen + kinds)));
      new HashMap<>(followers)
          .entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .forEach(it ->
                  line.append(it.getKey())
                      .append(
                          cost(
                              (it.getValue() + kinds * single.getOrDefault(it.getKey(), 0) / all)
                                  / (seen + kinds))));
      lines.add(line.toString());
    });
    return lines;
  }

  /// Quarters of a nat, from `0` on.
  private static char cost(double probability) {
    return (char) ('0' + Math.round(-4 * Math.log(probability)));
  }
}
