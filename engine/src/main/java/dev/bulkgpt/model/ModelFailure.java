package dev.bulkgpt.model;

import java.time.Duration;
import java.util.Optional;

/// Every way a call can fail, sorted by what must happen next. `message` is one sentence for a
/// person, with the provider's own words where it said any; it holds no secret and no cell of the
/// input beyond what the provider repeats.
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

  /// The provider has no room for anybody at the moment: costs the row no try, but not for ever.
  ///
  /// @param retryAfter what it said; empty: the retry policy decides
  record Overloaded(String message, Optional<Duration> retryAfter) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
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

  /// A connection that had served before broke before a byte of the answer came: servers close kept
  /// connections when they like. Sent again once at no try; perhaps it was answered, and paid.
  record Dropped(String message) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
    }
  }

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

  /// The model's slip: it was asked and did not do what was asked. Asked again at once, a few times
  /// at most, for each may be paid.
  ///
  /// @param once one more time is enough: it will hardly do better
  record Slip(String message, Usage usage, boolean once) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_OUTPUT;
    }
  }

  /// The provider does not take requests spelled like this one, and from now on they are spelled
  /// otherwise. Asked again at once; costs nothing and no try.
  record Respelled(String message) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
    }
  }

  /// This request can never succeed: the row fails, with the code.
  record Permanent(ErrorCode code, String message, Usage usage) implements ModelFailure {}

  /// The request is refused in words that do not tell whether it is the row's fault or everybody's:
  /// that is for the row's neighbours to show.
  ///
  /// @param words the provider's, free of numbers, ids and quotations: equal for equal causes
  /// @param halts what to think when no neighbour shows anything: that nobody will be answered
  record Disputed(String message, String words, boolean halts) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
    }
  }

  /// Something else than a model's API answered, such as a web page. A hiccup of something between
  /// when the provider was heard before, else a wrong address.
  record Elsewhere(String message) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.PROVIDER_ERROR;
    }
  }

  /// Nothing can succeed until a person acts: the task pauses, no row fails.
  ///
  /// @param code `AUTH_ERROR`, `QUOTA_EXHAUSTED`, `PROVIDER_ERROR` or, by the task's own cap,
  ///   `BUDGET_EXCEEDED`
  record Halting(ErrorCode code, String message) implements ModelFailure {}

  /// The call never left: its task is stopping. Costs nothing and no try.
  record Unsent(String message) implements ModelFailure {
    @Override
    public ErrorCode code() {
      return ErrorCode.CANCELED;
    }
  }
}
