package dev.bulkgpt.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the simulator needs to know of one chat request.
///
/// @param schema the JSON Schema the answer shall fit, or null for none
/// @param streamUsage whether a stream shall tell its usage at the end
record ChatRequest(
    String model,
    Conversation messages,
    Form form,
    @Nullable JsonNode schema,
    boolean stream,
    boolean streamUsage) {

  long prompt() {
    return messages.prompt();
  }

  String text() {
    return messages.text();
  }

  int promptTokens() {
    return Usage.tokens(messages.characters());
  }

  /// What `response_format` asks for.
  enum Form {
    TEXT,
    OBJECT,
    SCHEMA
  }
}
