package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Price;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.workflow.PlannedStep;
import dev.bulkgpt.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Figures for a workflow nobody ran: prompts are counted, answers are foreseen from their form.
/// The factors say how far each guess may be off.
final class FromTheForm {

  /// Another model's tokenizer, and what a provider adds.
  private static final double PROMPT_ERROR = 1.12;

  /// Of what goes around the messages, some providers count all, some nothing.
  private static final double WRAPPING_SHARE = 0.7;

  /// JSON with or without spaces.
  private static final double FIXED_ERROR = 1.3;

  /// How long texts are.
  private static final double FREE_ERROR = 2;

  /// How often a condition on a made-up answer holds.
  private static final double CONDITION_ERROR = 1.7;

  private final Workflow workflow;
  private final Survey survey;
  private final Prices prices;
  private final double rowsEach;

  FromTheForm(Workflow workflow, Survey survey, Prices prices, long count) {
    this.workflow = workflow;
    this.survey = survey;
    this.prices = prices;
    rowsEach = (double) count / Math.max(1, survey.spreadRows());
  }

  Figures figures(int step, ModelId model) {
    Foreseen foreseen = survey.spread().steps().get(step);
    double each = rowsEach * survey.questionsPerRow(step, foreseen);
    Range share =
        hangsOnAnswers(workflow.steps().get(step))
            ? Range.around(each, CONDITION_ERROR)
            : Range.exactly(each);
    Range input = input(foreseen);
    Range output =
        Range.around(foreseen.fixedAnswer(), FIXED_ERROR)
            .plus(Range.around(foreseen.freeAnswer(), FREE_ERROR));
    return new Figures(
        share.times((double) foreseen.calls()),
        product(share, input),
        product(share, output),
        prices.of(model).map(price -> product(share, cost(price, input, output))));
  }

  List<String> basis() {
    List<String> basis = new ArrayList<>();
    basis.add(
        "prompts of %,d %s, counted as OpenAI's models count (others: about as many)"
            .formatted(survey.spreadRows(), survey.spreadRows() == 1 ? "row" : "rows"));
    boolean fixed = survey.spread().steps().stream().anyMatch(it -> it.fixedAnswer() > 0);
    boolean free = survey.spread().steps().stream().anyMatch(it -> it.freeAnswer() > 0);
    if (fixed) {
      basis.add(
          "structured answers from the schema, a text in them %d tokens"
              .formatted(LikelyAnswer.TEXT_TOKENS));
    }
    if (free) {
      basis.add(
          "free answers a good half of max_output_tokens; where that is missing a guess, around %d tokens, hidden reasoning not foreseen"
              .formatted(LikelyAnswer.USUAL_TOKENS));
    }
    if (workflow.steps().stream().anyMatch(this::hangsOnAnswers)) {
      basis.add("conditions on answers as if every choice were equally likely");
    }
    survey.basisOfRepeats(survey.spread()).ifPresent(basis::add);
    survey.basisOfEmptyRows().ifPresent(basis::add);
    return basis;
  }

  private static Range input(Foreseen foreseen) {
    return new Range(
        foreseen.prompt() / PROMPT_ERROR,
        foreseen.prompt() + WRAPPING_SHARE * foreseen.wrapping(),
        (foreseen.prompt() + foreseen.wrapping()) * PROMPT_ERROR);
  }

  private static Range cost(Price price, Range input, Range output) {
    double million = 1e6;
    return input.times(price.input() / million).plus(output.times(price.output() / million));
  }

  private static Range product(Range one, Range other) {
    return new Range(
        one.low() * other.low(), one.likely() * other.likely(), one.high() * other.high());
  }

  /// Whether a step runs is decided by what a provider answers.
  private boolean hangsOnAnswers(PlannedStep step) {
    Set<String> answers = new HashSet<>();
    for (PlannedStep earlier : workflow.steps()) {
      if (earlier.step().models().stream().anyMatch(it -> !it.provider().equals(Models.LOCAL))) {
        answers.addAll(earlier.columns());
        earlier.fields().forEach(field -> answers.add(earlier.id() + "." + field));
      }
    }
    return step.guard().stream()
        .flatMap(guard -> guard.condition().names(answers::contains).stream())
        .anyMatch(answers::contains);
  }
}
