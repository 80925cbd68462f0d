package dev.bulkgpt.workbook;

import java.util.List;

/// Names and values from a file, as a sentence can hold them.
final class Shown {

  private static final int MOST_CHARS = 60;
  private static final int MOST_NAMES = 20;

  private Shown() {}

  /// One line of some length.
  static String cut(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARS)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(shown::appendCodePoint);
    return shown.length() < text.length() ? shown + "…" : shown.toString();
  }

  /// The first of them, each in quotes.
  static String list(List<String> names) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(names.size(), MOST_NAMES); i++) {
      shown.append(i == 0 ? "`" : ", `").append(cut(names.get(i))).append('`');
    }
    int more = names.size() - MOST_NAMES;
    return more > 0 ? "%s and %,d more".formatted(shown, more) : shown.toString();
  }
}
