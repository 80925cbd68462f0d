package dev.bulkgpt.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// What is asked of a chat model, free of any provider's spelling.
///
/// @param schema the JSON Schema (2020-12) the answer must fit; sent as the provider's structured
///   output; empty for plain text
/// @param maxOutputTokens empty: the provider's own default
/// @param reasoningEffort empty: the provider's own default
public record ModelRequest(
    ModelId model,
    List<Message> messages,
    OptionalDouble temperature,
    OptionalInt maxOutputTokens,
    Optional<ReasoningEffort> reasoningEffort,
    Optional<JsonNode> schema) {

  public ModelRequest {
    messages = List.copyOf(messages);
  }

  /// With the provider's own defaults.
  public ModelRequest(ModelId model, List<Message> messages, Optional<JsonNode> schema) {
    this(model, messages, OptionalDouble.empty(), OptionalInt.empty(), Optional.empty(), schema);
  }

  /// The same in other words.
  public ModelRequest with(List<Message> others) {
    return new ModelRequest(model, others, temperature, maxOutputTokens, reasoningEffort, schema);
  }
}
