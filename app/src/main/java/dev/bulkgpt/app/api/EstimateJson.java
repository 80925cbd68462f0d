package dev.bulkgpt.app.api;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Figures;
import dev.bulkgpt.run.estimate.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An estimate for a program. What is not known is absent.
public final class EstimateJson {

  private static final double TENTHS = 10;

  private EstimateJson() {}

  public static Map<String, Object> of(Estimate estimate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", estimate.rows());
    put(estimate.total(), json);
    estimate.minutes().ifPresent(minutes -> json.put("minutes", minutes(minutes)));
    json.put("basis", String.join("; ", estimate.basis()));
    json.put("unknown_prices", estimate.unpriced().stream().map(ModelId::toString).toList());
    List<Map<String, Object>> steps = estimate.steps().stream().map(EstimateJson::step).toList();
    json.put("steps", steps);
    return json;
  }

  private static Map<String, Object> step(Estimate.StepEstimate step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", step.id());
    json.put("model", step.model().toString());
    put(step.figures(), json);
    return json;
  }

  private static void put(Figures figures, Map<String, Object> json) {
    json.put("calls", whole(figures.calls()));
    json.put(
        "tokens",
        Map.of("input", whole(figures.inputTokens()), "output", whole(figures.outputTokens())));
    figures.costNanoUsd().ifPresent(cost -> json.put("cost_usd", usd(cost)));
  }

  private static Map<String, Object> whole(Range range) {
    return range((long) Math.floor(range.low()), (long) Math.ceil(range.high()));
  }

  private static Map<String, Object> usd(Range nanoUsd) {
    return range(
        Money.ofNanoUsd((long) Math.floor(nanoUsd.low())).usd(),
        Money.ofNanoUsd((long) Math.ceil(nanoUsd.high())).usd());
  }

  private static Map<String, Object> minutes(Range minutes) {
    return range(
        Math.floor(minutes.low() * TENTHS) / TENTHS, Math.ceil(minutes.high() * TENTHS) / TENTHS);
  }

  private static Map<String, Object> range(Number low, Number high) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", low);
    json.put("high", high);
    return json;
  }
}
