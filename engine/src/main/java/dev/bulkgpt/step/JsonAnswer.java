package dev.bulkgpt.step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// JSON out of a model's answer, and cells out of JSON.
final class JsonAnswer {

  /// Models like to fence their JSON although they were asked not to.
  private static final Pattern FENCED =
      Pattern.compile("\\A```[A-Za-z]*\\s*\\n(.*?)\\n?\\s*```\\z", Pattern.DOTALL);

  /// A number with a larger exponent keeps its short spelling: `1e9999` is no cell of 10,000
  /// digits.
  private static final int MAX_PLAIN_EXPONENT = 50;

  /// Brackets amid words that begin no JSON: after so many nobody looks further.
  private static final int MAX_FALSE_STARTS = 100;

  /// More would be a listing, not an answer.
  private static final int MAX_VALUES = 1_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectReader ONE =
      MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonAnswer() {}

  /// The JSON of an answer: all of it, fenced or not, or else the objects and lists amid its words,
  /// in their order.
  static List<JsonNode> values(String answer) {
    String text = answer.strip();
    Matcher fenced = FENCED.matcher(text);
    return whole(fenced.matches() ? fenced.group(1) : text).map(List::of).orElse(amid(text));
  }

  /// Whether nothing of an answer's JSON can be missing: all of it is JSON, or none.
  static boolean isWhole(String answer) {
    String text = answer.strip();
    return nextStart(text, 0) < 0 || whole(text).isPresent();
  }

  private static Optional<JsonNode> whole(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json.isMissingNode() ? Optional.empty() : Optional.of(json);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static List<JsonNode> amid(String text) {
    List<JsonNode> found = new ArrayList<>();
    char[] characters = text.toCharArray();
    int falseStarts = 0;
    int at = nextStart(text, 0);
    while (at >= 0 && falseStarts < MAX_FALSE_STARTS && found.size() < MAX_VALUES) {
      try (JsonParser parser = MAPPER.createParser(characters, at, characters.length - at)) {
        found.add(ONE.readValue(parser));
        at = nextStart(text, at + (int) parser.currentLocation().getCharOffset());
      } catch (JacksonException e) {
        falseStarts++;
        at = nextStart(text, at + 1);
      }
    }
    return found;
  }

  private static int nextStart(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{' || text.charAt(i) == '[') {
        return i;
      }
    }
    return -1;
  }

  /// Texts as they are, numbers and booleans in their plain spelling, objects and lists as JSON.
  static String cell(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isNumber()) {
      return plain(value.decimalValue());
    }
    return value.isContainer() ? MAPPER.writeValueAsString(value) : value.asString();
  }

  private static String plain(BigDecimal number) {
    boolean sane =
        Math.abs((long) number.scale()) <= MAX_PLAIN_EXPONENT
            || Math.abs((long) number.precision() - number.scale()) <= MAX_PLAIN_EXPONENT;
    return sane ? number.toPlainString() : number.toString();
  }
}
