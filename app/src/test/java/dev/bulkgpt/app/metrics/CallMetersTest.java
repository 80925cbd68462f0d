package dev.bulkgpt.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallMetersTest {

  private static final Usage USAGE = new Usage(1_000_000, 500_000, 100_000);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CallMeters meters = new CallMeters(registry);
  private final Prices prices =
      Prices.builtIn().with("a/priced: {input: 2, cached_input: 1, output: 10}");

  @Test
  void everyKindOfAnswerIsCounted() throws InterruptedException {
    ask("priced", new ModelReply("yes", USAGE, false));
    ask("priced", new ModelFailure.RateLimited("wait", Optional.empty()));
    ask("priced", new ModelFailure.Halting(ErrorCode.AUTH_ERROR, "no"));
    ask("priced", new ModelFailure.Transient(ErrorCode.TIMEOUT, "late", Optional.empty(), true));
    ask("priced", new ModelFailure.Unusable("garbage", Optional.empty(), Usage.NONE));
    ask("unknown", new ModelFailure.Permanent(ErrorCode.CONTENT_FILTERED, "no", USAGE));

    for (String answer :
        List.of("ok", "rate_limited", "halted", "transient", "unusable", "permanent")) {
      assertThat(sum("bulkgpt_calls", "answer", answer)).as(answer).isEqualTo(1);
    }
    assertThat(sum("bulkgpt_cost_usd", "model", "priced")).isEqualTo(2.5);
    assertThat(sum("bulkgpt_cost_usd", "model", "unknown")).isZero();
    assertThat(sum("bulkgpt_unpriced_calls", "model", "unknown")).isEqualTo(1);
    assertThat(sum("bulkgpt_tokens", "kind", "cached_input")).isEqualTo(1_000_000);
  }

  @Test
  void namesWithoutEndDoNotMakeFiguresWithoutEnd() throws InterruptedException {
    int models = 2 * CallMeters.MOST_MODELS;
    for (int i = 0; i < models; i++) {
      ask("model-" + i, new ModelReply("yes", USAGE, false));
    }

    assertThat(points("bulkgpt_calls")).hasSize(CallMeters.MOST_MODELS + 1);
    assertThat(sum("bulkgpt_calls", "model", "other")).isEqualTo(CallMeters.MOST_MODELS);
  }

  private void ask(String model, ModelAnswer answer) throws InterruptedException {
    ModelRequest request = new ModelRequest(new ModelId("a", model), List.of(), Optional.empty());
    try (Provider watched = meters.watch(new Answering(answer), prices)) {
      assertThat(watched.ask(request).answer()).isSameAs(answer);
    }
  }

  private double sum(String metric, String label, String value) {
    return points(metric).stream()
        .filter(point -> value.equals(point.getLabels().get(label)))
        .mapToDouble(CounterDataPointSnapshot::getValue)
        .sum();
  }

  private List<CounterDataPointSnapshot> points(String metric) {
    return registry.scrape(name -> name.equals(metric)).stream()
        .filter(CounterSnapshot.class::isInstance)
        .map(CounterSnapshot.class::cast)
        .filter(found -> found.getMetadata().getName().equals(metric))
        .findFirst()
        .orElseThrow()
        .getDataPoints();
  }

  private record Answering(ModelAnswer answer) implements Provider {
    @Override
    public Response ask(ModelRequest request) {
      return new Response(answer, Told.NOTHING);
    }

    @Override
    public void close() {}
  }
}
