package dev.bulkgpt.run.estimate;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An answer a model might give, for want of a real one. Structured: an instance of the schema, its
/// choices drawn evenly, its texts [#TEXT_TOKENS] long. Free text: a good half of what
/// `max_output_tokens` allows; without that, between the question's length and [#USUAL_TOKENS].
///
/// @param text what the step reads
/// @param freeTokens the part of it whose length is a guess
record LikelyAnswer(String text, double freeTokens) {

  /// A text among the fields of a structured answer.
  static final int TEXT_TOKENS = 10;

  /// A free text nobody limited.
  static final int USUAL_TOKENS = 100;

  private static final int LONGEST = 300;

  /// Who limits answers allows them a little more than they take.
  private static final double SHARE_OF_LIMIT = 0.55;

  private static final int ITEMS = 2;
  private static final int MAX_DEPTH = 6;

  /// Each is one token.
  private static final String WORD = " data";

  /// @param most what `max_output_tokens` allows
  static LikelyAnswer ofText(double questionTokens, OptionalInt most) {
    double likely =
        most.isPresent()
            ? SHARE_OF_LIMIT * most.getAsInt()
            : Math.sqrt(questionTokens * USUAL_TOKENS);
    double tokens = Math.clamp(likely, 1, LONGEST);
    return new LikelyAnswer(WORD.repeat((int) Math.ceil(tokens)).strip(), tokens);
  }

  static LikelyAnswer ofSchema(JsonNode schema, RandomGenerator random) {
    Drawing drawing = new Drawing(random);
    String text = JsonMapper.shared().writeValueAsString(drawing.of(schema, 0));
    return new LikelyAnswer(text, drawing.freeTokens);
  }

  double fixedTokens() {
    return Math.max(0, Tokens.count(text) - freeTokens);
  }

  private static final class Drawing {
    private final RandomGenerator random;
    private double freeTokens;

    Drawing(RandomGenerator random) {
      this.random = random;
    }

    JsonNode of(JsonNode schema, int depth) {
      if (schema.path("enum").size() > 0) {
        return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
      }
      if (schema.has("const")) {
        return schema.path("const");
      }
      JsonNode other = schema.path("anyOf").path(0);
      return other.isObject() ? of(other, depth) : ofType(type(schema), schema, depth);
    }

    private JsonNode ofType(String type, JsonNode schema, int depth) {
      return switch (depth > MAX_DEPTH ? "string" : type) {
        case "object" -> object(schema, depth);
        case "array" -> array(schema, depth);
        case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
        case "integer", "number" -> JsonNodeFactory.instance.numberNode(random.nextInt(100));
        case "null" -> JsonNodeFactory.instance.nullNode();
        default -> string();
      };
    }

    private ObjectNode object(JsonNode schema, int depth) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      schema
          .path("properties")
          .properties()
          .forEach(property -> object.set(property.getKey(), of(property.getValue(), depth + 1)));
      return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < ITEMS; i++) {
        array.add(of(schema.path("items"), depth + 1));
      }
      return array;
    }

    private JsonNode string() {
      freeTokens += TEXT_TOKENS;
      return JsonNodeFactory.instance.stringNode(WORD.repeat(TEXT_TOKENS).strip());
    }

    /// Of several types the first.
    private static String type(JsonNode schema) {
      JsonNode type = schema.path("type");
      String first = type.isArray() ? type.path(0).asString("string") : type.asString("");
      return first.isEmpty() && schema.has("properties") ? "object" : first;
    }
  }
}
