package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.run.estimate.Estimate.StepEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long calls take at what the providers allow: the slowest of requests a minute, tokens a
/// minute, and calls at once.
///
/// @param latencyMs of a call, from rows run before; empty: a usual latency
record Pace(Map<ModelId, Limits> limits, Optional<Double> latencyMs) {

  /// Until a model begins to answer, in seconds.
  private static final double FIRST_TOKEN_SECONDS = 1;

  private static final double TOKENS_PER_SECOND = 60;
  private static final double SECONDS_PER_MINUTE = 60;

  /// Latencies differ.
  private static final double FASTER = 1.5;

  private static final double SLOWER = 2;

  /// @param share of the calls that are still to be made
  Optional<Range> minutes(List<StepEstimate> steps, double share) {
    Map<ModelId, Figures> byModel = new LinkedHashMap<>();
    steps.forEach(step -> byModel.merge(step.model(), step.figures(), Figures::plus));
    return byModel.entrySet().stream()
        .map(model -> share * minutes(model.getKey(), model.getValue()))
        .max(Double::compare)
        .map(likely -> new Range(likely / FASTER, likely, likely * SLOWER));
  }

  private double minutes(ModelId model, Figures figures) {
    Limits allowed =
        limits.getOrDefault(model, Limits.concurrent(Limits.DEFAULT_CONCURRENT_REQUESTS));
    double calls = figures.calls().likely();
    double output = figures.outputTokens().likely();
    double seconds =
        latencyMs.isPresent()
            ? calls * latencyMs.get() / 1_000
            : calls * FIRST_TOKEN_SECONDS + output / TOKENS_PER_SECOND;
    double minutes = seconds / allowed.concurrentRequests() / SECONDS_PER_MINUTE;
    if (allowed.requestsPerMinute().isPresent()) {
      minutes = Math.max(minutes, calls / allowed.requestsPerMinute().getAsLong());
    }
    if (allowed.tokensPerMinute().isPresent()) {
      double tokens = figures.inputTokens().likely() + output;
      minutes = Math.max(minutes, tokens / allowed.tokensPerMinute().getAsLong());
    }
    return minutes;
  }
}
