package dev.bulkgpt.model;

import java.util.Optional;

/// A model's full name, written `provider/model` as in `openai/gpt-5-mini` or `local/bge-small`.
/// Only the first slash separates: `openrouter/meta/llama-3` is model `meta/llama-3` of
/// `openrouter`. Model names are not checked against a list.
public record ModelId(String provider, String name) {

  public ModelId {
    if (provider.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("a model is written provider/model");
    }
  }

  /// Empty when the text has no slash, or nothing before or after it.
  public static Optional<ModelId> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || text.substring(0, slash).isBlank() || text.substring(slash + 1).isBlank()) {
      return Optional.empty();
    }
    return Optional.of(new ModelId(text.substring(0, slash), text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return provider + "/" + name;
  }
}
