package dev.bulkgpt.model.provider;

import tools.jackson.databind.JsonNode;

/// What a message says: its text, or why there is none.
///
/// @param text empty when there is none
/// @param refusal the model's words of refusal; empty when it did not refuse
/// @param callsTool it wants a tool called
record Content(String text, String refusal, boolean callsTool) {

  /// @param message of a chat completion; its content is a text or a list of parts, of which the
  ///   thinking is left out
  static Content of(JsonNode message) {
    JsonNode content = message.path("content");
    String refusal = message.path("refusal").stringValueOpt().orElse("");
    String text = content.isString() ? content.stringValue() : "";
    if (content.isArray()) {
      StringBuilder joined = new StringBuilder();
      for (JsonNode part : content) {
        joined.append(text(part));
        refusal += part.path("refusal").stringValueOpt().orElse("");
      }
      text = joined.toString();
    }
    boolean callsTool =
        !message.path("tool_calls").isEmpty() || message.path("function_call").isObject();
    return new Content(text, refusal.strip(), callsTool);
  }

  private static String text(JsonNode part) {
    if (part.isString()) {
      return part.stringValue();
    }
    return switch (part.path("type").asString("text")) {
      case "text", "output_text" ->
          (part.path("text").isObject() ? part.path("text").path("value") : part.path("text"))
              .asString("");
      default -> "";
    };
  }
}
