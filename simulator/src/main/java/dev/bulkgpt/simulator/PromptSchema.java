package dev.bulkgpt.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema that stands in a prompt: where `response_format` is not held to, a model knows
/// what it reads.
final class PromptSchema {

  private static final int MOST_TRIES = 64;
  private static final String MARK = "\"properties\"";
  private static final ObjectReader JSON =
      JsonMapper.shared()
          .readerFor(JsonNode.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private PromptSchema() {}

  /// The request as a model reads it: with the schema of its prompt where it brings no other.
  static ChatRequest read(ChatRequest request) {
    if (request.schema() != null) {
      return request;
    }
    JsonNode schema = in(request.messages().others());
    if (schema == null) {
      schema = in(request.text());
    }
    return schema == null ? request : request.with(schema);
  }

  /// True when a model that does not see `response_format` can know the fields: they are all named
  /// in the prompt, or nothing says which there are.
  static boolean names(ChatRequest request) {
    JsonNode schema = request.schema();
    if (schema == null) {
      return true;
    }
    Conversation messages = request.messages();
    return schema.path("properties").propertyNames().stream()
        .allMatch(name -> messages.others().contains(name) || messages.text().contains(name));
  }

  private static @Nullable JsonNode in(String text) {
    int mark = text.indexOf(MARK);
    int at = mark < 0 ? -1 : text.indexOf('{');
    for (int tries = 0; at >= 0 && at < mark && tries < MOST_TRIES; tries++) {
      JsonNode found = startingAt(text, at);
      if (found != null && found.path("properties").isObject()) {
        return found;
      }
      at = text.indexOf('{', at + 1);
    }
    return null;
  }

  private static @Nullable JsonNode startingAt(String text, int at) {
    try {
      return JSON.readTree(text.substring(at));
    } catch (JacksonException e) {
      return null; // a brace that begins no JSON; the next one may
    }
  }
}
