package dev.bulkgpt.app;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.limit.Limiter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why rows wait for models, for people: a provider is down, or asked for a pause.
final class Waits {

  /// Shorter pauses are over before they are read.
  private static final Duration LONG = Duration.ofSeconds(2);

  private Waits() {}

  /// @param limits what goes on at each model's limiter
  /// @param troubles what its latest wait was for
  /// @return empty: nobody waits for long
  static Optional<String> of(Map<ModelId, Limiter.Standing> limits, Map<ModelId, String> troubles) {
    String reasons =
        limits.entrySet().stream()
            .filter(it -> it.getValue().waiting() > 0)
            .flatMap(it ->
                reason(it.getKey(), it.getValue())
                    .map(reason -> reason + words(troubles.get(it.getKey())))
                    .stream())
            .sorted()
            .collect(Collectors.joining(" · "));
    return Optional.of(reasons).filter(it -> !it.isEmpty());
  }

  private static String words(@Nullable String trouble) {
    return trouble == null ? "" : ": " + trouble;
  }

  private static Optional<String> reason(ModelId model, Limiter.Standing standing) {
    if (standing.down()) {
      return Optional.of(model + " does not answer, its rows wait");
    }
    return Optional.of(standing.pause())
        .filter(pause -> pause.compareTo(LONG) >= 0)
        .map(pause -> model + " asked for a pause, " + Times.spoken(pause) + " of it left");
  }
}
