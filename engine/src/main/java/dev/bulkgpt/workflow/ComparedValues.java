package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.CelComparisons.Comparison;
import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Warns where a condition compares a step's column with a text that the step never gives, as `mood
/// == "happy"` with the label `Happy`: it would hold for no row. Immutable.
final class ComparedValues {

  private static final int MAX_SHOWN = 20;

  private final List<PlannedStep> steps;

  private ComparedValues(List<PlannedStep> steps) {
    this.steps = steps;
  }

  static void check(List<PlannedStep> steps, List<Problem> problems) {
    for (int i = 0; i < steps.size(); i++) {
      var earlier = new ComparedValues(steps.subList(0, i));
      for (Read read : steps.get(i).reads()) {
        earlier.doubts(read.expression()).forEach(it -> problems.add(read.warning(it)));
      }
    }
  }

  private List<String> doubts(Expression expression) {
    return switch (expression) {
      case Template _ -> List.of();
      case Condition condition -> doubts(CelExpression.parse(condition.source()).comparisons());
      case Formula formula -> doubts(CelExpression.parse(formula.source()).comparisons());
    };
  }

  private List<String> doubts(List<Comparison> comparisons) {
    var doubts = new ArrayList<String>();
    for (Comparison comparison : comparisons) {
      doubt(comparison).filter(it -> !doubts.contains(it)).ifPresent(doubts::add);
    }
    return doubts;
  }

  private Optional<String> doubt(Comparison comparison) {
    String name = Spelling.plain(comparison.name());
    for (PlannedStep step : steps) {
      for (int i = 0; i < step.fields().size(); i++) {
        String field = step.fields().get(i);
        boolean meant =
            name.equals(Spelling.plain(step.columns().get(i)))
                || name.equals(Spelling.plain(step.id() + "." + field));
        if (meant) {
          return doubt(step, field, comparison.text());
        }
      }
    }
    return Optional.empty();
  }

  /// A step that does not run leaves an empty text, so that one may always be asked for.
  private static Optional<String> doubt(PlannedStep step, String field, String text) {
    List<String> values = step.step().choices(step.id()).getOrDefault(field, List.of());
    if (values.isEmpty() || text.isEmpty() || values.contains(text)) {
      return Optional.empty();
    }
    String shown = values.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
    return Optional.of(
        "The step %s never gives \"%s\" for %s; it gives one of: %s%s.%s"
            .formatted(
                step.id(),
                Spelling.exactly(text),
                field,
                shown,
                values.size() > MAX_SHOWN ? ", …" : "",
                Nearest.hint(text, values)));
  }
}
