package dev.bulkgpt.task;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Cells as the database keeps them: a JSON array of strings. Text is cleaned on the way in:
/// PostgreSQL refuses NUL and no encoder takes a lone surrogate, and one such answer must not block
/// the rows beside it.
final class Cells {

  private static final JsonFactory JSON = new JsonFactory();

  private Cells() {}

  static String write(List<String> cells) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (String cell : cells) {
        json.writeString(clean(cell));
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  static List<String> read(String text) {
    List<String> cells = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        cells.add(json.getString());
      }
    }
    return cells;
  }

  /// The text with NUL and lone surrogates replaced by U+FFFD.
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isLoneSurrogate(point) ? 0xFFFD : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
