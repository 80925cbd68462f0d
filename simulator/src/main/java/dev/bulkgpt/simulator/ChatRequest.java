package dev.bulkgpt.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the simulator needs to know of one chat request.
///
/// @param prompt 64-bit hash of all messages with their roles
/// @param text the text of the last user message; empty when there is none
/// @param characters of all messages together
/// @param repeated true when the conversation already holds an answer of the model
/// @param schema the JSON Schema the answer shall fit, or null for none
record ChatRequest(
    String model,
    long prompt,
    String text,
    int characters,
    boolean repeated,
    Form form,
    @Nullable JsonNode schema,
    boolean stream,
    boolean streamUsage) {

  int promptTokens() {
    return Usage.tokens(characters);
  }

  /// What `response_format` asks for.
  enum Form {
    TEXT,
    OBJECT,
    SCHEMA
  }
}
