package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Price;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Figures from rows that were run before: what those really used and cost, for all rows. The dry
/// run of the same rows tells how that is shared among the steps.
final class Measured {

  /// Rows differ, providers change their mind: no range is narrower.
  private static final double LEAST_ERROR = 0.1;

  private final Survey survey;
  private final Prices prices;
  private final Spend spent;
  private final double longer;
  private final double error;

  Measured(Survey survey, Prices prices) {
    this.survey = survey;
    this.prices = prices;
    spent = survey.earlier().spend();
    longer = survey.longer();
    error = Math.max(LEAST_ERROR, survey.earlier().error());
  }

  Figures figures(int step, ModelId model) {
    double input = share(step, Foreseen::input) * spent.usage().inputTokens();
    double output = share(step, Foreseen::output) * spent.usage().outputTokens();
    double open = survey.openPerAsked(step, survey.seen().steps().get(step));
    return new Figures(
        all(share(step, Foreseen::calls) * spent.calls(), open),
        all(input, open * longer),
        all(output, open),
        prices.of(model).map(price -> cost(price, input, output, open)));
  }

  List<String> basis() {
    List<String> basis = new ArrayList<>();
    basis.add(
        "from %,d %s run before: their real calls, tokens and cost"
            .formatted(survey.earlier().rows(), survey.earlier().rows() == 1 ? "row" : "rows"));
    survey.basisOfRepeats(survey.seen()).ifPresent(basis::add);
    survey.basisOfEmptyRows().ifPresent(basis::add);
    return basis;
  }

  /// A step's cost: its share, by its tokens and price, of what was really paid.
  private Range cost(Price price, double input, double output, double open) {
    double listed = listed(price, input, output);
    double allListed = 0;
    List<Foreseen> steps = survey.seen().steps();
    for (int i = 0; i < steps.size(); i++) {
      Optional<Price> other = steps.get(i).model().flatMap(prices::of);
      if (other.isPresent()) {
        allListed +=
            listed(
                other.get(),
                share(i, Foreseen::input) * spent.usage().inputTokens(),
                share(i, Foreseen::output) * spent.usage().outputTokens());
      }
    }
    double paid = share(listed, allListed) * spent.costNanoUsd();
    double inputShare = share(listed(price, input, 0), listed);
    return all(paid, open * (1 + inputShare * (longer - 1)));
  }

  private static double listed(Price price, double input, double output) {
    return input * price.input() + output * price.output();
  }

  /// @param before what the rows run before came to
  /// @param open how much of the same the others come to, as a multiple of it
  private Range all(double before, double open) {
    double rest = before * open;
    Range range = new Range(rest / (1 + error), rest, rest * (1 + error));
    return Range.exactly(before).plus(range);
  }

  /// A step's part of what all of them used.
  private double share(int step, ToDoubleFunction<Foreseen> use) {
    double all = 0;
    for (int i = 0; i < survey.seen().steps().size(); i++) {
      all += used(i, use);
    }
    return share(used(step, use), all);
  }

  private double used(int step, ToDoubleFunction<Foreseen> use) {
    Foreseen foreseen = survey.seen().steps().get(step);
    return use.applyAsDouble(foreseen) * survey.askedPerEarlierRow(step, foreseen);
  }

  private static double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }
}
