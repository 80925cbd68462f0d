package dev.bulkgpt.step;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON out of a model's answer, and cells out of JSON.
final class JsonAnswer {

  /// Models like to fence their JSON although they were asked not to.
  private static final Pattern FENCED =
      Pattern.compile("\\A```[A-Za-z]*\\s*\\n(.*?)\\n?\\s*```\\z", Pattern.DOTALL);

  /// A number with a larger exponent keeps its short spelling: `1e9999` is no cell of 10,000
  /// digits.
  private static final int MAX_PLAIN_EXPONENT = 50;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonAnswer() {}

  /// @throws JacksonException when there is no JSON document, or something beside it
  static JsonNode parse(String answer) {
    String text = answer.strip();
    Matcher fenced = FENCED.matcher(text);
    return MAPPER.readTree(fenced.matches() ? fenced.group(1) : text);
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
