package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Grant;
import dev.bulkgpt.model.limit.Told;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the limiter how each call ended, and keeps what people should know of it. Safe for use by
/// many threads.
final class CallEnds {

  private static final Logger LOG = LoggerFactory.getLogger(CallEnds.class);

  private static final Pattern WORDS =
      Pattern.compile("(, status \\d+|\\([^ ()]+): .*", Pattern.DOTALL);

  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final Map<ModelId, String> troubles = new ConcurrentHashMap<>();
  private final Notes notes = new Notes();

  /// What the latest wait for each model was for, in the provider's words.
  Map<ModelId, String> troubles() {
    return Map.copyOf(troubles);
  }

  Notes notes() {
    return notes;
  }

  /// A call has ended.
  ///
  /// @param grant under which it was made; stays held
  /// @return the answer; an outage where the provider is down altogether
  ModelAnswer of(ModelId model, Provider.Response response, Grant grant) {
    response.note().ifPresent(note -> notes.add(model, note));
    ModelAnswer answer = response.answer();
    Told told = response.told();
    switch (answer) {
      case ModelFailure.RateLimited it -> {
        troubles.put(model, it.message());
        grant.refused(it.retryAfter(), told);
      }
      case ModelFailure.Transient it -> {
        if (failed(model, it, it.retryAfter(), grant)) {
          return new ModelFailure.Outage(it.code(), it.message(), it.reached());
        }
      }
      case ModelFailure.Overloaded it -> {
        if (failed(model, it, it.retryAfter(), grant)) {
          return new ModelFailure.Outage(it.code(), it.message(), false);
        }
      }
      case ModelReply reply -> answered(model, reply.usage(), told, grant);
      case ModelFailure.Unusable it -> answered(model, it.usage(), told, grant);
      case ModelFailure.Slip it -> answered(model, it.usage(), told, grant);
      case ModelFailure.Permanent it -> answered(model, it.usage(), told, grant);
      case ModelFailure.Disputed it -> answered(model, it.usage(), told, grant);
      case ModelFailure.Respelled it -> answered(model, it.usage(), told, grant);
      case ModelFailure.Halting _,
          ModelFailure.Elsewhere _,
          ModelFailure.Dropped _,
          ModelFailure.Outage _,
          ModelFailure.Unsent _ ->
          grant.answered(0, told);
    }
    return answer;
  }

  /// @return whether the provider is down
  private boolean failed(
      ModelId model, ModelFailure failure, Optional<Duration> retryAfter, Grant grant) {
    troubles.put(model, failure.message());
    boolean isDown = grant.failed(retryAfter);
    if (isDown && down.add(model.provider())) {
      LOG.warn("{} Rows wait until it answers a probe.", withoutWords(failure.message()));
    }
    return isDown;
  }

  /// The provider's own words may repeat a cell, and cells are not logged.
  private static String withoutWords(String message) {
    return WORDS.matcher(message).replaceFirst("$1).");
  }

  private void answered(ModelId model, Usage usage, Told told, Grant grant) {
    grant.answered(usage.inputTokens() + usage.outputTokens(), told);
    if (!down.isEmpty() && down.remove(model.provider())) {
      LOG.warn("{} answers again", model.provider());
    }
  }
}
