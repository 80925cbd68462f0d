package dev.bulkgpt.model;

import java.time.Duration;
import java.util.Optional;

/// Every way a call can fail, sorted by what must happen next. `message` is one sentence for a
/// person; it holds no secret and no cell of the input.
public sealed interface ModelFailure extends ModelAnswer {

  ErrorCode code();

  String message();

  /// Tokens billed although the answer was useless.
  default Usage usage() {
    return Usage.NONE;
  }

  /// 429: the key and model wait; costs the row no try.
  ///
  /// @param retryAfter what the provider said, to the letter; empty when it said nothing
  record RateLimited(String message, Optional<Duration> retryAfter) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.RATE_LIMITED;
    }
  }

  /// 5xx, network, time-out: try again, at a price of one try. The provider may be down.
  ///
  /// @param code `PROVIDER_ERROR` or `TIMEOUT`
  /// @param retryAfter what a 503 may say; empty: the retry policy decides
  /// @param reached whether the request may have caused it: the provider had it, and did not say
  ///   that it is not there (502, 503)
  record Transient(ErrorCode code, String message, Optional<Duration> retryAfter, boolean reached)
      implements ModelFailure {}

  /// As [Transient], while the provider is down altogether: costs no try, for the row waits until
  /// it is back.
  ///
  /// @param code `PROVIDER_ERROR` or `TIMEOUT`
  record Outage(ErrorCode code, String message, boolean reached) implements ModelFailure {}

  /// The provider works, and its answer is no use: garbage, a redirect, far too much. Try again, at
  /// a price of one try.
  ///
  /// @param retryAfter what a redirect may say; empty: the retry policy decides
  record Unusable(String message, Optional<Duration> retryAfter, Usage usage)
      implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
    }
  }

  /// This request can never succeed: the row fails, with the code.
  record Permanent(ErrorCode code, String message, Usage usage) implements ModelFailure {}

  /// Nothing can succeed until a person acts: the task pauses, no row fails.
  ///
  /// @param code `AUTH_ERROR`, `QUOTA_EXHAUSTED` or, by the task's own cap, `BUDGET_EXCEEDED`
  record Halting(ErrorCode code, String message) implements ModelFailure {}

  /// The call never left: its task is stopping. Costs nothing and no try.
  record Unsent(String message) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.CANCELED;
    }
  }
}
