package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a person is told about a name that is no column's.
///
/// @param name as it is written in the workflow
record UnknownColumn(String name, Columns scope, Expression reader) {

  private static final int MAX_NAMES_SHOWN = 20;
  private static final int LONGEST_NAME = 200;

  /// `text | upper`, `text.upper()`: other template languages compute in tags.
  private static final Pattern COMPUTED =
      Pattern.compile(
          "^(?<column>.+?)\\s*(\\||\\.\\w+\\(|\\?\\?|\\|\\||\\s+or\\s|\\s+if\\s)(?<rest>.*)$");

  private static final Pattern TAG_WORD =
      Pattern.compile("^(else|end|endif|elif .*|if .*|each .*|for .*|endfor|unless .*|with .*)$");

  private static final Pattern WORD = Pattern.compile("\\w+");

  String sentence() {
    List<String> alike = scope.alike(name);
    if (alike.size() > 1) {
      return "Several columns look like \"%s\": %s. Rename all but one of them, so that it is clear which is meant."
          .formatted(
              Spelling.shown(Spelling.plain(name)),
              alike.stream()
                  .map(it -> '"' + Spelling.exactly(it).replaceAll("^ | $", "<U+0020>") + '"')
                  .collect(Collectors.joining(", ")));
    }
    return "There is no column \"%s\".%s%s It may read: %s."
        .formatted(
            Spelling.quoted(name),
            foreign().orElseGet(() -> Nearest.hint(name, scope.allNames())),
            asText(),
            shown());
  }

  /// `topic == billing`: a bare word in a condition is mostly a text whose quotes are missing.
  private String asText() {
    if (reader instanceof Template || !WORD.matcher(name).matches()) {
      return "";
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "true", "false" -> " What a cell says is a text: \"%s\".".formatted(name);
      case "none", "nil", "undefined", "empty" -> " An empty cell is the empty text: \"\".";
      default -> " If a text is meant, it stands in quotes: \"%s\".".formatted(name);
    };
  }

  private String shown() {
    List<String> names = scope.names();
    return names.stream()
            .limit(MAX_NAMES_SHOWN)
            .map(Spelling::shown)
            .collect(Collectors.joining(", "))
        + (names.size() > MAX_NAMES_SHOWN ? ", …" : "");
  }

  /// What other template languages would mean by it.
  private Optional<String> foreign() {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    if (TAG_WORD.matcher(name).matches()) {
      return Optional.of(
          " A part for rows in which a column is not empty is written {{#text}}…{{/text}}, one for those in which it is {{^text}}…{{/text}}.");
    }
    Matcher computed = COMPUTED.matcher(name);
    if (computed.matches() && scope.find(computed.group("column")).isPresent()) {
      return Optional.of(
          " A tag names a column and computes nothing: write {{%s}}. What is computed is a column of a transform step before this one."
              .formatted(Spelling.shown(computed.group("column"))));
    }
    return path();
  }

  /// `input.text`, `row["text"]`: the last part is the column.
  private Optional<String> path() {
    int dot = name.indexOf('.');
    String last =
        name.endsWith("]")
            ? name.replaceAll("^[^\\[]*\\[\\s*[\"']?(.*?)[\"']?\\s*]$", "$1")
            : name.substring(dot + 1);
    return !last.equals(name) && scope.find(last).isPresent()
        ? Optional.of(" A column is named alone: {{%s}}.".formatted(Spelling.shown(last)))
        : Optional.empty();
  }
}
