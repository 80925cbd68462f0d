package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Which providers a task has heard of. One that was heard is waited for while it is away; one that
/// never was is more likely set up wrongly, and is given up after a minute, or at once where a web
/// page answers in its place. Safe for use by many threads.
final class Heard {

  static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final boolean before;
  private final LongSupplier nanoTime;
  private final Set<String> providers = ConcurrentHashMap.newKeySet();
  private final Map<String, Silence> silences = new ConcurrentHashMap<>();

  /// In nanoseconds. A failure long after the last one begins another.
  private record Silence(long since, long last) {
    Silence until(long now) {
      return new Silence(now - last > FORGOTTEN.toNanos() ? now : since, now);
    }
  }

  /// @param before the task was answered before this process began
  /// @param nanoTime as [System#nanoTime]
  Heard(boolean before, LongSupplier nanoTime) {
    this.before = before;
    this.nanoTime = nanoTime;
  }

  /// The answer, or what is to be thought of it when the provider was never heard.
  ModelAnswer judged(ModelId model, ModelAnswer answer) {
    return switch (answer) {
      case ModelReply _,
          ModelFailure.RateLimited _,
          ModelFailure.Slip _,
          ModelFailure.Respelled _,
          ModelFailure.Permanent _,
          ModelFailure.Disputed _ -> {
        providers.add(model.provider());
        yield answer;
      }
      case ModelFailure.Elsewhere page -> isHeard(model) ? page : halt(page.message());
      case ModelFailure.Transient it -> silent(model, it);
      case ModelFailure.Outage it -> silent(model, it);
      case ModelFailure.Overloaded it -> silent(model, it);
      case ModelFailure.Dropped _,
          ModelFailure.Unusable _,
          ModelFailure.Halting _,
          ModelFailure.Unsent _ ->
          answer;
    };
  }

  private ModelFailure silent(ModelId model, ModelFailure failure) {
    if (isHeard(model)) {
      return failure;
    }
    long now = nanoTime.getAsLong();
    Silence silence =
        silences.merge(model.provider(), new Silence(now, now), (known, _) -> known.until(now));
    return now - silence.since >= PATIENCE.toNanos()
        ? halt(failure.message() + " It has not answered this task once. See to it, then go on.")
        : failure;
  }

  private boolean isHeard(ModelId model) {
    return before || providers.contains(model.provider());
  }

  private static ModelFailure halt(String message) {
    return new ModelFailure.Halting(ErrorCode.PROVIDER_ERROR, message);
  }
}
