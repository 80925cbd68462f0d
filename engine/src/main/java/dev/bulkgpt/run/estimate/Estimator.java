package dev.bulkgpt.run.estimate;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.run.estimate.Estimate.StepEstimate;
import dev.bulkgpt.task.Ledger.ResultCursor;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Workflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Tells what a run will likely cost. Spends nothing: rows of a sample go through the real
/// templates and conditions, and no provider is asked. The best basis are rows of the same run that
/// have a result; without any, answers are foreseen from their schema or limit. Memory is bounded
/// by the sample. One instance serves any number of estimates, one after the other.
public final class Estimator {

  private final Workflow workflow;
  private final List<String> header;
  private final Prices prices;
  private final Map<ModelId, Limits> limits;
  private final Classifiers classifiers;

  /// @param limits what the providers allow; a model that is missing has no known limit
  public Estimator(
      Workflow workflow,
      List<String> header,
      Prices prices,
      Map<ModelId, Limits> limits,
      Classifiers classifiers) {
    this.workflow = workflow;
    this.header = List.copyOf(header);
    this.prices = prices;
    this.limits = Map.copyOf(limits);
    this.classifiers = classifiers;
  }

  /// @param rows all rows of the input, in order
  /// @param count how many they are
  /// @param earlier what rows of the same run came to; empty: it was never run
  public Estimate estimate(Iterator<InputRow> rows, long count, Optional<ResultCursor> earlier) {
    BoundWorkflow bound = workflow.bind(header, classifiers);
    Survey survey = new Survey(bound, new Repeats(workflow, bound, header.size()), count);
    while (rows.hasNext()) {
      InputRow row = rows.next();
      survey.look(row, earlier.flatMap(results -> results.at(row.number())));
    }
    survey.end();
    boolean measured = survey.seenRows() > 0 && survey.earlier().spend().calls() > 0;
    return measured ? measured(survey, count) : foreseen(survey, count);
  }

  private Estimate measured(Survey survey, long count) {
    Measured measured = new Measured(survey, prices);
    List<StepEstimate> steps = steps(survey.seen(), measured::figures);
    double open = (double) (count - survey.earlier().rows()) / count;
    Pace pace = new Pace(limits, Optional.of(survey.earlier().latencyMsPerCall()));
    return new Estimate(
        count, steps, total(steps), measured.basis(), pace.minutes(steps, open), unpriced(steps));
  }

  private Estimate foreseen(Survey survey, long count) {
    FromTheForm form = new FromTheForm(workflow, survey, prices, count);
    List<StepEstimate> steps = steps(survey.spread(), form::figures);
    Pace pace = new Pace(limits, Optional.empty());
    return new Estimate(
        count,
        steps.stream()
            .map(step -> new StepEstimate(step.id(), step.model(), step.figures().narrowed()))
            .toList(),
        total(steps),
        form.basis(),
        pace.minutes(steps, 1),
        unpriced(steps));
  }

  private static Figures total(List<StepEstimate> steps) {
    return steps.stream()
        .map(StepEstimate::figures)
        .reduce(Figures::plus)
        .orElse(Figures.NOTHING)
        .narrowed();
  }

  /// Makes a step's figures, given its place among the steps.
  @FunctionalInterface
  private interface Making {
    Figures figures(int step, ModelId model);
  }

  private List<StepEstimate> steps(DryRun run, Making making) {
    List<StepEstimate> steps = new ArrayList<>();
    for (int i = 0; i < run.steps().size(); i++) {
      Optional<ModelId> model = run.steps().get(i).model();
      if (model.isPresent()) {
        steps.add(
            new StepEstimate(
                workflow.steps().get(i).id(), model.get(), making.figures(i, model.get())));
      }
    }
    return steps;
  }

  private List<ModelId> unpriced(List<StepEstimate> steps) {
    Set<ModelId> called = new TreeSet<>(Comparator.comparing(ModelId::toString));
    steps.forEach(step -> called.add(step.model()));
    return prices.unknown(called);
  }
}
