package dev.bulkgpt.model;

/// What a model's tokens cost, in nano-USD per million tokens: $1.25 is 1,250,000,000.
public record Price(long input, long cachedInput, long output) {

  private static final long MILLION = 1_000_000;

  static final Price FREE = new Price(0, 0, 0);

  /// The cost of one call in nano-USD, rounded up.
  public long of(Usage usage) {
    long fresh = usage.inputTokens() - usage.cachedInputTokens();
    long sum =
        Math.addExact(
            Math.addExact(
                Math.multiplyExact(fresh, input),
                Math.multiplyExact(usage.cachedInputTokens(), cachedInput)),
            Math.multiplyExact(usage.outputTokens(), output));
    return Math.ceilDiv(sum, MILLION);
  }
}
