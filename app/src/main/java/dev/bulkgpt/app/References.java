package dev.bulkgpt.app;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Variables that a value of the configuration file names, as `${NAME}`.
final class References {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private References() {}

  /// @param lookUp gives a variable's value
  static String resolve(String text, UnaryOperator<String> lookUp) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(lookUp.apply(found.group(1))));
  }

  /// The text without them.
  static String strip(String text) {
    return REFERENCE.matcher(text).replaceAll("");
  }
}
