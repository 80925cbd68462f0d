package dev.bulkgpt.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// JSON from strangers, read as a stream: one object, unknown members looked through and ignored.
/// Refused: depth over 100, duplicate names, numbers nobody means, lone surrogates, and what
/// [JsonText] refuses.
final class StrictJson {

  private static final Logger LOG = LoggerFactory.getLogger(StrictJson.class);
  private static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
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
    boolean read(String name, JsonParser value) throws IOException;
  }

  /// @throws RefusedJsonException when it is not such JSON
  static void object(InputStream in, Member member) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), JsonText.of(in))) {
      try {
        members(parser, member);
      } catch (JacksonIOException e) {
        throw e.getCause();
      } catch (JacksonException e) {
        throw refused(sentence(e), parser);
      }
    } catch (CharacterCodingException e) {
      LOG.debug("a body is no UTF-8", e);
      throw new RefusedJsonException("The body is not UTF-8.");
    }
  }

  private static void members(JsonParser parser, Member member) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused("The body must be a JSON object", parser);
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = sane(parser, parser.currentName());
      parser.nextToken();
      if (!member.read(name, parser)) {
        lookThrough(parser);
      }
    }
    if (parser.nextToken() != null) {
      throw refused("There is more after the JSON object", parser);
    }
  }

  /// A member's text.
  static String text(JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw refused("`" + parser.currentName() + "` must be a string", parser);
    }
    return sane(parser, parser.getString());
  }

  /// A sentence without its full stop, and where the parser stands.
  static RefusedJsonException refused(String sentence, JsonParser parser) {
    TokenStreamLocation at = parser.currentLocation();
    return new RefusedJsonException(
        "%s (line %d, column %d).".formatted(sentence, at.getLineNr(), at.getColumnNr()));
  }

  private static String sentence(JacksonException e) {
    LOG.debug("a body is no JSON", e);
    if (e instanceof StreamConstraintsException) {
      return "The JSON is nested deeper than %d levels, or a name, a number or a text is too long"
          .formatted(MAX_DEPTH);
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return "The JSON ends in the middle";
    }
    return e.getOriginalMessage().startsWith("Duplicate ")
        ? "A name comes twice in one object"
        : "The body is not valid JSON";
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
            throw refused("A number is out of all bounds", parser);
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
      if (Character.isSurrogate(c) && !paired) {
        throw refused("A text holds half a character", parser);
      }
      i += paired ? 1 : 0;
    }
    return text;
  }
}
