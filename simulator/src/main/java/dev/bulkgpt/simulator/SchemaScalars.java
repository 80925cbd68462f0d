package dev.bulkgpt.simulator;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The leaves of an instance of a JSON Schema: strings and choices, drawn from the prompt's text
/// and hash.
///
/// Knows `enum`, `minLength`, `maxLength` (in code points, as JSON Schema counts), the formats
/// date, date-time, time, email, uri, uuid and ipv4, `minimum`, `maximum`, their exclusive forms,
/// and `multipleOf`. Made for one answer.
final class SchemaScalars {

  private static final int TEXT_POINTS = 80;

  private final String text;
  private final String lower;
  private int index;

  SchemaScalars(String text) {
    this.text = text;
    this.lower = text.toLowerCase(Locale.ROOT);
  }

  int index() {
    return index;
  }

  /// From here on leaves belong to the array element of this index, so that the elements differ.
  void index(int element) {
    index = element;
  }

  /// The value the text names last as a word of its own, so a classification by label is right;
  /// else one by hash.
  String choice(JsonNode values, long hash) {
    int best = -1;
    int bestEnd = -1;
    for (int i = 0; i < values.size() && index == 0; i++) {
      String value = values.get(i).asString("").toLowerCase(Locale.ROOT);
      int at = lastWord(value);
      int end = at + value.length();
      if (at >= 0
          && (end > bestEnd || (end == bestEnd && value.length() > bestLength(values, best)))) {
        best = i;
        bestEnd = end;
      }
    }
    int chosen =
        best >= 0 ? best : Math.floorMod((int) (hash >>> 16) + index, Math.max(1, values.size()));
    return values.path(chosen).toString();
  }

  private static int bestLength(JsonNode values, int best) {
    return values.get(best).asString("").length();
  }

  private int lastWord(String value) {
    if (value.isEmpty()) {
      return -1;
    }
    int at = lower.lastIndexOf(value);
    while (at >= 0 && (isWord(at - 1) || isWord(at + value.length()))) {
      at = lower.lastIndexOf(value, at - 1);
    }
    return at;
  }

  private boolean isWord(int at) {
    return at >= 0 && at < lower.length() && Character.isLetterOrDigit(lower.charAt(at));
  }

  String string(JsonNode schema) {
    String made = formatted(schema.path("format").asString(""));
    if (made.isEmpty()) {
      String start = index == 0 ? text : (index + 1) + " " + text;
      int most =
          Math.min(
              schema.path("maxLength").asInt(TEXT_POINTS), Math.max(TEXT_POINTS, least(schema)));
      made =
          start.codePointCount(0, start.length()) > most
              ? start.substring(0, start.offsetByCodePoints(0, most))
              : start;
      int points = made.codePointCount(0, made.length());
      made += "x".repeat(Math.max(0, least(schema) - points));
    }
    var json = new StringBuilder(made.length() + 16);
    JsonText.quote(json, made);
    return json.toString();
  }

  private static int least(JsonNode schema) {
    return schema.path("minLength").asInt(0);
  }

  private String formatted(String format) {
    int day = 1 + index % 28;
    return switch (format) {
      case "date" -> String.format(Locale.ROOT, "2026-01-%02d", day);
      case "date-time" -> String.format(Locale.ROOT, "2026-01-%02dT12:00:00Z", day);
      case "time" -> "12:00:" + (10 + index % 50) + "Z";
      case "email" -> "someone" + index + "@example.com";
      case "uri" -> "https://example.com/" + index;
      case "uuid" -> String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", index);
      case "ipv4" -> "192.0.2." + (1 + index % 250);
      default -> "";
    };
  }
}
