package dev.bulkgpt.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the simulator needs to know of one chat request.
///
/// @param parameters those of [Parameter] that it sets
/// @param schema the JSON Schema the answer shall fit, or null for none
/// @param streamUsage whether a stream shall tell its usage at the end
record ChatRequest(
    String model,
    Conversation messages,
    Set<Parameter> parameters,
    Form form,
    @Nullable JsonNode schema,
    boolean stream,
    boolean streamUsage) {

  ChatRequest with(JsonNode schemaOfPrompt) {
    return new ChatRequest(
        model, messages, parameters, Form.SCHEMA, schemaOfPrompt, stream, streamUsage);
  }

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

  /// What servers differ in taking.
  enum Parameter {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS,
    TEMPERATURE,
    REASONING_EFFORT
  }
}
