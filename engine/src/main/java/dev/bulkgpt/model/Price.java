package dev.bulkgpt.model;

import java.math.BigInteger;

/// What a model's tokens cost, in nano-USD per million tokens: $1.25 is 1,250,000,000.
public record Price(long input, long cachedInput, long output) {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  static final Price FREE = new Price(0, 0, 0);

  /// The cost of one call in nano-USD, rounded up.
  public long of(Usage usage) {
    long fresh = usage.inputTokens() - usage.cachedInputTokens();
    BigInteger[] cost =
        product(fresh, input)
            .add(product(usage.cachedInputTokens(), cachedInput))
            .add(product(usage.outputTokens(), output))
            .divideAndRemainder(MILLION);
    return cost[0].longValueExact() + cost[1].signum();
  }

  private static BigInteger product(long tokens, long price) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
  }
}
