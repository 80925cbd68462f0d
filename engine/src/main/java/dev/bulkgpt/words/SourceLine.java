package dev.bulkgpt.words;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a YAML document, as a person is shown it.
///
/// @param number from 1
/// @param text without its end
public record SourceLine(int number, String text) {

  private static final int LONGEST_VALUE = 60;

  private static final Pattern NAMED =
      Pattern.compile(
          "^\\s*(?:- +)*(?<key>\"[^\"]*\"|'[^']*'|[^\\s:#\"'{\\[&*!|>-][^:{\\[]*?)\\s*:\\s+(?<value>\\S.*?)\\s*$");

  private static final Pattern LISTED = Pattern.compile("^\\s*-\\s+(?<value>\\S.*?)\\s*$");

  /// Its text, shortened.
  public String shown() {
    return Spelling.quoted(text);
  }

  /// The same with its text in quotes.
  public String inQuotes() {
    Matcher named = NAMED.matcher(FaultTable.beginning(text));
    if (named.find()) {
      return named.group("key") + ": " + quoted(named.group("value"));
    }
    Matcher listed = LISTED.matcher(FaultTable.beginning(text));
    return listed.find() ? "- " + quoted(listed.group("value")) : "name: \"text\"";
  }

  /// The name before the first colon.
  public Optional<String> key() {
    Matcher named = NAMED.matcher(FaultTable.beginning(text));
    return named.find() ? Optional.of(Spelling.quoted(named.group("key"))) : Optional.empty();
  }

  /// A text as YAML reads it back.
  private static String quoted(String value) {
    String text =
        value.length() <= LONGEST_VALUE
            ? value
            : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE / 2)) + " …";
    String shown = Spelling.shown(text);
    if (shown.indexOf('"') < 0 && shown.indexOf('\\') < 0) {
      return '"' + shown + '"';
    }
    return "'" + shown.replace("'", "''") + "'";
  }
}
