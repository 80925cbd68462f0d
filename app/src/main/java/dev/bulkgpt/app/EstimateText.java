package dev.bulkgpt.app;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Figures;
import dev.bulkgpt.run.estimate.Range;
import java.io.PrintWriter;
import java.util.Locale;

/// An estimate for a person.
record EstimateText(Estimate estimate) {

  private static final double NANO = 1e9;
  private static final double CENT = 0.01;

  void print(PrintWriter out) {
    for (Estimate.StepEstimate step : estimate.steps()) {
      out.println("%s (%s): %s".formatted(step.id(), step.model(), figures(step.figures())));
    }
    String all = estimate.steps().isEmpty() ? "no calls, free" : figures(estimate.total());
    out.println("All %,d rows: %s".formatted(estimate.rows(), all));
    if (!estimate.unpriced().isEmpty()) {
      out.println(
          "The price of %s is not known and not in the cost; prices.yaml in the data directory may add it."
              .formatted(Names.list(estimate.unpriced())));
    }
    out.println(
        "Time: "
            + estimate.minutes().map(EstimateText::minutes).orElse("unknown, nothing is called"));
    estimate.basis().forEach(sentence -> out.println("Basis: " + sentence + "."));
    out.flush();
  }

  private static String figures(Figures figures) {
    return "%s calls, %s input and %s output tokens, %s"
        .formatted(
            whole(figures.calls()),
            whole(figures.inputTokens()),
            whole(figures.outputTokens()),
            figures.costNanoUsd().map(EstimateText::dollars).orElse("price unknown"));
  }

  private static String dollars(Range nanoUsd) {
    if (nanoUsd.high() == 0) {
      return "free";
    }
    return "$%s to $%s".formatted(dollars(nanoUsd.low()), dollars(nanoUsd.high()));
  }

  private static String dollars(double nanoUsd) {
    double usd = nanoUsd / NANO;
    return usd < CENT
        ? Money.ofNanoUsd(Math.round(nanoUsd)).plain()
        : String.format(Locale.ROOT, "%,.2f", usd);
  }

  private static String whole(Range range) {
    String low = "%,d".formatted(Math.round(range.low()));
    String high = "%,d".formatted(Math.round(range.high()));
    return low.equals(high) ? low : low + " to " + high;
  }

  private static String minutes(Range minutes) {
    return minutes.high() < 1
        ? "under a minute"
        : String.format(
            Locale.ROOT,
            "%,.1f to %,.1f minutes at the limits known",
            minutes.low(),
            minutes.high());
  }
}
