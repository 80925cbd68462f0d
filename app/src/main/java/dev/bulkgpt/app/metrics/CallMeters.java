package dev.bulkgpt.app.metrics;

import dev.bulkgpt.model.EndpointSource;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.Price;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Calls to providers, by provider and model: how they ended, how long they took, what they used
/// and cost. A call that a shutdown broke off is not counted.
///
/// Safe for use by thousands of threads; adds well under a microsecond to a call. Workflows choose
/// the names of models, so only the first [#MOST_MODELS] get figures of their own; the rest share
/// those of `other`.
public final class CallMeters {

  static final int MOST_MODELS = 200;

  private static final double NANO = 1e-9;

  /// Seconds, from an answer out of a cache to the usual time-out of a call.
  private static final double[] BOUNDS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 120
  };

  private final Counter calls;
  private final Counter tokens;
  private final Counter cost;
  private final Counter unpriced;
  private final Histogram seconds;
  private final Set<ModelId> known = ConcurrentHashMap.newKeySet();

  public CallMeters(PrometheusRegistry registry) {
    calls =
        Counter.builder()
            .name("bulkgpt_calls")
            .help("Calls to providers.")
            .labelNames("provider", "model", "answer")
            .withoutExemplars()
            .register(registry);
    tokens =
        Counter.builder()
            .name("bulkgpt_tokens")
            .help("Tokens billed; input includes cached_input.")
            .labelNames("provider", "model", "kind")
            .withoutExemplars()
            .register(registry);
    cost =
        Counter.builder()
            .name("bulkgpt_cost_usd")
            .help("US dollars, of calls whose model has a price.")
            .labelNames("provider", "model")
            .withoutExemplars()
            .register(registry);
    unpriced =
        Counter.builder()
            .name("bulkgpt_unpriced_calls")
            .help("Billed calls whose model has no price.")
            .labelNames("provider", "model")
            .withoutExemplars()
            .register(registry);
    seconds =
        Histogram.builder()
            .name("bulkgpt_call_seconds")
            .help("Seconds from asking a provider to its answer.")
            .labelNames("provider", "model")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .withoutExemplars()
            .register(registry);
  }

  /// The same providers, their calls measured.
  public EndpointSource watch(EndpointSource source, Prices prices) {
    return new WatchedProviders(source, prices, this);
  }

  /// The same provider, its calls measured.
  Provider watch(Provider provider, Prices prices) {
    return new WatchedProvider(provider, prices, this);
  }

  void called(ModelId model, ModelAnswer answer, Optional<Price> price, long nanos) {
    ModelId name = known(model);
    String kind =
        switch (answer) {
          case ModelReply reply -> billed(name, reply.usage(), price, "ok");
          case ModelFailure.Unusable it -> billed(name, it.usage(), price, "unusable");
          case ModelFailure.Slip it -> billed(name, it.usage(), price, "slip");
          case ModelFailure.Permanent it -> billed(name, it.usage(), price, "permanent");
          case ModelFailure.Disputed _ -> "disputed";
          case ModelFailure.Elsewhere _ -> "elsewhere";
          case ModelFailure.Respelled _ -> "respelled";
          case ModelFailure.Dropped _ -> "dropped";
          case ModelFailure.Overloaded _ -> "overloaded";
          case ModelFailure.Transient _ -> "transient";
          case ModelFailure.Outage _ -> "outage";
          case ModelFailure.RateLimited _ -> "rate_limited";
          case ModelFailure.Halting _ -> "halted";
          case ModelFailure.Unsent _ -> "unsent";
        };
    calls.labelValues(name.provider(), name.name(), kind).inc();
    seconds.labelValues(name.provider(), name.name()).observe(nanos * NANO);
  }

  private String billed(ModelId name, Usage usage, Optional<Price> price, String kind) {
    if (usage.equals(Usage.NONE)) {
      return kind;
    }
    count(name, "input", usage.inputTokens());
    count(name, "cached_input", usage.cachedInputTokens());
    count(name, "output", usage.outputTokens());
    if (price.isPresent()) {
      cost.labelValues(name.provider(), name.name()).inc(price.get().of(usage) * NANO);
    } else {
      unpriced.labelValues(name.provider(), name.name()).inc();
    }
    return kind;
  }

  private void count(ModelId name, String kind, long many) {
    tokens.labelValues(name.provider(), name.name(), kind).inc(many);
  }

  private ModelId known(ModelId model) {
    boolean own = known.contains(model) || (known.size() < MOST_MODELS && known.add(model));
    return own ? model : new ModelId(model.provider(), "other");
  }
}
