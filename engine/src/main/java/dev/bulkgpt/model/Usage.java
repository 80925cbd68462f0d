package dev.bulkgpt.model;

/// Tokens as the provider billed them. `cachedInputTokens` is the part of `inputTokens` that was
/// read from the provider's prompt cache.
public record Usage(long inputTokens, long cachedInputTokens, long outputTokens) {

  public static final Usage NONE = new Usage(0, 0, 0);

  public Usage {
    if (inputTokens < 0
        || outputTokens < 0
        || cachedInputTokens < 0
        || cachedInputTokens > inputTokens) {
      throw new IllegalArgumentException("impossible usage");
    }
  }

  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        cachedInputTokens + other.cachedInputTokens,
        outputTokens + other.outputTokens);
  }
}
