package dev.bulkgpt.model.limit;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a provider's key allows for one model.
///
/// @param requestsPerMinute empty: as many as calls at once allow
/// @param tokensPerMinute input and output together; empty: unlimited
/// @param concurrentRequests calls in flight, each until its result is committed
public record Limits(
    OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, int concurrentRequests) {

  /// Calls at once when nobody said otherwise.
  public static final int DEFAULT_CONCURRENT_REQUESTS = 64;

  public Limits {
    if (concurrentRequests < 1) {
      throw new IllegalArgumentException("max_concurrent_requests must be at least 1");
    }
  }

  public static Limits concurrent(int requests) {
    return new Limits(OptionalLong.empty(), OptionalLong.empty(), requests);
  }

  /// The same with at most this many calls at once.
  public Limits atMost(OptionalInt ceiling) {
    return ceiling.isEmpty() || ceiling.getAsInt() >= concurrentRequests
        ? this
        : new Limits(requestsPerMinute, tokensPerMinute, ceiling.getAsInt());
  }
}
