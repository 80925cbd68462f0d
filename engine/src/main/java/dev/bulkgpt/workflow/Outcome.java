package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How one attempt of a step ended. Messages are one sentence for a person.
public sealed interface Outcome {

  /// @param values one per column of the step, in order; empty text is an empty cell
  record Done(List<String> values) implements Outcome {
    public Done {
      values = List.copyOf(values);
    }
  }

  /// The row leaves the workflow here, as `skipped`.
  record Skip() implements Outcome {}

  /// Worth another attempt.
  ///
  /// @param retryAfter what the other side asked for; empty: the retry policy decides
  record Retry(ErrorCode code, String message, Cost cost, Optional<Duration> retryAfter)
      implements Outcome {}

  /// What a row has less of after a failed attempt.
  enum Cost {
    /// It was this row's, or might have been.
    TRY,
    /// The provider is down, or this row is what it fails at: enough of these in a row tell.
    PROBE,
    /// A 429, or a provider that is not there: no row's doing.
    NOTHING
  }

  /// The row fails.
  record Reject(ErrorCode code, String message) implements Outcome {}

  /// The task pauses; this row and all others stay as they are.
  record Halt(ErrorCode code, String message) implements Outcome {}

  /// What a step does about a call that failed: the one place where a failure's sort decides.
  static Outcome of(ModelFailure failure) {
    return switch (failure) {
      case ModelFailure.RateLimited(String message, Optional<Duration> retryAfter) ->
          new Retry(failure.code(), message, Cost.NOTHING, retryAfter);
      case ModelFailure.Transient(var code, String message, Optional<Duration> retryAfter, _) ->
          new Retry(code, message, Cost.TRY, retryAfter);
      case ModelFailure.Unusable(String message, Optional<Duration> retryAfter, _) ->
          new Retry(failure.code(), message, Cost.TRY, retryAfter);
      case ModelFailure.Outage(var code, String message, boolean reached) ->
          new Retry(code, message, reached ? Cost.PROBE : Cost.NOTHING, Optional.empty());
      case ModelFailure.Unsent(String message) ->
          new Retry(failure.code(), message, Cost.NOTHING, Optional.empty());
      case ModelFailure.Permanent(var code, String message, _) -> new Reject(code, message);
      case ModelFailure.Halting(var code, String message) -> new Halt(code, message);
    };
  }
}
