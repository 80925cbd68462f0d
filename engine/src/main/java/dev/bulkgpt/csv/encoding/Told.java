package dev.bulkgpt.csv.encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the candidates make of the first odd words, for a person.
final class Told {

  private static final int CANDIDATES = 5;
  private static final int CHARS = 30;

  private Told() {}

  /// A line each, the likeliest first; of those that read all alike, one.
  ///
  /// @param from the first piece to look at
  /// @param to the one behind the last
  static String readings(List<Readings> all, int from, int to) {
    List<Readings> told = new ArrayList<>();
    for (Readings reading : all) {
      if (told.size() < CANDIDATES
          && told.stream().noneMatch(it -> it.margin(reading) == Double.POSITIVE_INFINITY)) {
        told.add(reading);
      }
    }
    StringBuilder lines = new StringBuilder();
    for (Readings reading : told) {
      lines.append(
          "\n  %-18s %s"
              .formatted(reading.candidate().charset().name(), words(reading, told, from, to)));
    }
    return lines.toString();
  }

  /// The first words that the two likeliest read differently.
  private static String words(Readings reading, List<Readings> told, int from, int to) {
    StringBuilder words = new StringBuilder();
    for (int i = from; i < to && words.length() < CHARS; i++) {
      if (told.size() == 1 || !told.get(0).text(i).equals(told.get(1).text(i))) {
        words.append(words.isEmpty() ? "" : ", ").append(visible(reading.text(i)));
      }
    }
    return words.length() <= CHARS ? words.toString() : words.substring(0, CHARS - 1) + "…";
  }

  private static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(CHARS)
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.PRIVATE_USE,
                Character.UNASSIGNED,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                shown.append(String.format(Locale.ROOT, "<U+%04X>", c));
            default -> shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }
}
