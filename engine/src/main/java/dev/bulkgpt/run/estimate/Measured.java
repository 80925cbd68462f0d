package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Price;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Spend;
import java.util.List;
import java.util.Optional;

/// Figures from rows that were run before: what those really used and cost, for all rows. The dry
/// run of the same rows tells how that is shared among the steps.
final class Measured {

  /// Rows differ, providers change their mind: no range is narrower.
  private static final double LEAST_ERROR = 0.1;

  private final Survey survey;
  private final Prices prices;
  private final Spend spent;
  private final double open;
  private final double longer;
  private final double error;

  /// @param count all rows
  Measured(Survey survey, Prices prices, long count) {
    this.survey = survey;
    this.prices = prices;
    spent = survey.earlier().spend();
    open = (double) (count - survey.earlier().rows()) / survey.earlier().rows();
    longer = survey.longer();
    error = Math.max(LEAST_ERROR, survey.earlier().error());
  }

  Figures figures(int step, ModelId model) {
    Foreseen foreseen = survey.seen().steps().get(step);
    double input = share(foreseen.input(), foreseenInput()) * spent.usage().inputTokens();
    double output = share(foreseen.output(), foreseenOutput()) * spent.usage().outputTokens();
    return new Figures(
        all(share((double) foreseen.calls(), foreseenCalls()) * spent.calls(), 1),
        all(input, longer),
        all(output, 1),
        prices.of(model).map(price -> cost(price, input, output)));
  }

  List<String> basis() {
    return List.of(
        "from %,d %s run before: their real calls, tokens and cost"
            .formatted(survey.earlier().rows(), survey.earlier().rows() == 1 ? "row" : "rows"));
  }

  /// A step's cost: its share, by its tokens and price, of what was really paid.
  private Range cost(Price price, double input, double output) {
    double listed = listed(price, input, output);
    double allListed = 0;
    for (Foreseen foreseen : survey.seen().steps()) {
      Optional<Price> other = foreseen.model().flatMap(prices::of);
      if (other.isPresent()) {
        allListed +=
            listed(
                other.get(),
                share(foreseen.input(), foreseenInput()) * spent.usage().inputTokens(),
                share(foreseen.output(), foreseenOutput()) * spent.usage().outputTokens());
      }
    }
    double paid = share(listed, allListed) * spent.costNanoUsd();
    double inputShare = share(listed(price, input, 0), listed);
    return all(paid, 1 + inputShare * (longer - 1));
  }

  private static double listed(Price price, double input, double output) {
    return input * price.input() + output * price.output();
  }

  /// @param before what the rows run before came to
  /// @param factor how much more each of the others comes to
  private Range all(double before, double factor) {
    double rest = before * open * factor;
    Range range = new Range(rest / (1 + error), rest, rest * (1 + error));
    return Range.exactly(before).plus(range);
  }

  private double foreseenCalls() {
    return survey.seen().steps().stream().mapToDouble(Foreseen::calls).sum();
  }

  private double foreseenInput() {
    return survey.seen().steps().stream().mapToDouble(Foreseen::input).sum();
  }

  private double foreseenOutput() {
    return survey.seen().steps().stream().mapToDouble(Foreseen::output).sum();
  }

  private static double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }
}
