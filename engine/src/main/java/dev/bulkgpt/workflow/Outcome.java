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
    /// The provider has no room: as [#PROBE], after a wait.
    ROOM,
    /// A kept connection broke: the first one costs nothing, others a try.
    CONNECTION,
    /// The model's answer was no use: two more may be paid.
    ANSWER,
    /// Likewise, and one more is enough.
    LAST_ANSWER,
    /// A 429, or a provider that is not there: no row's doing.
    NOTHING
  }

  /// The row fails.
  record Reject(ErrorCode code, String message) implements Outcome {}

  /// The row fails, unless the same happens to its neighbours: then the task pauses.
  ///
  /// @param words equal for equal causes
  /// @param halts the task pauses even when no neighbour shows anything
  record Dispute(ErrorCode code, String message, String words, boolean halts) implements Outcome {}

  /// The task pauses; this row and all others stay as they are.
  record Halt(ErrorCode code, String message) implements Outcome {}

  /// What a step does about a call that failed: the one place where a failure's sort decides.
  static Outcome of(ModelFailure failure) {
    ErrorCode code = failure.code();
    String message = failure.message();
    return switch (failure) {
      case ModelFailure.RateLimited it -> new Retry(code, message, Cost.NOTHING, it.retryAfter());
      case ModelFailure.Overloaded it -> new Retry(code, message, Cost.ROOM, it.retryAfter());
      case ModelFailure.Transient it -> new Retry(code, message, Cost.TRY, it.retryAfter());
      case ModelFailure.Unusable it -> new Retry(code, message, Cost.TRY, it.retryAfter());
      case ModelFailure.Outage it -> again(failure, it.reached() ? Cost.PROBE : Cost.NOTHING);
      case ModelFailure.Dropped _ -> again(failure, Cost.CONNECTION);
      case ModelFailure.Slip it -> again(failure, it.once() ? Cost.LAST_ANSWER : Cost.ANSWER);
      case ModelFailure.Respelled _, ModelFailure.Unsent _ -> again(failure, Cost.NOTHING);
      case ModelFailure.Elsewhere _ -> again(failure, Cost.TRY);
      case ModelFailure.Permanent _ -> new Reject(code, message);
      case ModelFailure.Disputed it -> new Dispute(code, message, it.words(), it.halts());
      case ModelFailure.Halting _ -> new Halt(code, message);
    };
  }

  private static Retry again(ModelFailure failure, Cost cost) {
    return new Retry(failure.code(), failure.message(), cost, Optional.empty());
  }
}
