package dev.bulkgpt.step;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The names of a classification's labels, found in what a model says: `**Billing**.` and `Label:
/// billing` mean `billing`. A spelling that could mean two labels means none.
///
/// @param all in the user's order and spelling
record LabelNames(List<String> all) {

  private static final Pattern PREFIX =
      Pattern.compile("(?i)\\A(the )?(label|category|class|answer)\\s*(is\\b|[:=])");

  /// Markdown, quotation marks and the ends of sentences, at either end.
  private static final String AROUND = "*_`#>~\"'“”„‟‘’‚«»‹›「」()[]{}.,;:!";

  LabelNames {
    all = List.copyOf(all);
  }

  /// The label that is meant: to the letter, else in other case, else with what stands around it
  /// taken off.
  Optional<String> find(String said) {
    return alike(said, String::strip)
        .or(() -> alike(said, LabelNames::folded))
        .or(() -> alike(said, LabelNames::bare));
  }

  private Optional<String> alike(String said, UnaryOperator<String> form) {
    String wanted = form.apply(said);
    List<String> found = all.stream().filter(name -> form.apply(name).equals(wanted)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static String bare(String text) {
    String bare = trimmed(text);
    return folded(trimmed(PREFIX.matcher(bare).replaceFirst("")));
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isAround(text.charAt(from))) {
      from++;
    }
    while (to > from && isAround(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isAround(char character) {
    return Character.isWhitespace(character) || AROUND.indexOf(character) >= 0;
  }
}
