package dev.bulkgpt.app.api;

import java.io.InputStream;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// JSON from strangers, read as a stream: one object, unknown members looked through and ignored.
/// Refused: depth over 100, duplicate names, numbers nobody means, lone surrogates, NUL.
final class StrictJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .maxStringLength(1_000_000)
                  .build())
          .build();

  /// An exponent of four digits or more.
  private static final Pattern HUGE = Pattern.compile("[eE][+-]?0*[0-9]{4}");

  private StrictJson() {}

  /// What to do with a member of the root object.
  @FunctionalInterface
  interface Member {
    /// Reads the value at hand, or leaves it.
    ///
    /// @return whether it was read
    boolean read(String name, JsonParser value);
  }

  /// @throws StreamReadException when it is not such JSON
  static void object(InputStream in, Member member) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new StreamReadException(parser, "The body must be a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = sane(parser, parser.currentName());
        parser.nextToken();
        if (!member.read(name, parser)) {
          lookThrough(parser);
        }
      }
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "There is more after the JSON object");
      }
    }
  }

  /// A member's text.
  static String text(JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new StreamReadException(parser, "`" + parser.currentName() + "` must be a string");
    }
    return sane(parser, parser.getString());
  }

  private static void lookThrough(JsonParser parser) {
    int depth = 0;
    do {
      switch (parser.currentToken()) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case PROPERTY_NAME -> sane(parser, parser.currentName());
        case VALUE_STRING -> sane(parser, parser.getString());
        case VALUE_NUMBER_FLOAT -> {
          if (HUGE.matcher(parser.getString()).find()) {
            throw new StreamReadException(parser, "A number is out of all bounds");
          }
        }
        case null, default -> {
          // Nothing to look at.
        }
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private static String sane(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !paired)) {
        throw new StreamReadException(parser, "A text holds NUL or half a character");
      }
      i += paired ? 1 : 0;
    }
    return text;
  }
}
