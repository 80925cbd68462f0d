package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.workflow.BoundStep;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.CacheScope;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.StepContext;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Rows go through their steps as they would in a run: real templates and conditions, embedded
/// models asked for real, and a [LikelyAnswer] for what a provider would say. Used by one thread.
final class DryRun {

  private final BoundWorkflow workflow;
  private final List<Foreseen> steps;

  DryRun(BoundWorkflow workflow) {
    this.workflow = workflow;
    steps = Stream.generate(Foreseen::new).limit(workflow.steps().size()).toList();
  }

  /// What each step would ask, in order.
  List<Foreseen> steps() {
    return steps;
  }

  double input() {
    return steps.stream().mapToDouble(Foreseen::input).sum();
  }

  /// It would be skipped.
  boolean isEmpty(String[] cells) {
    return workflow.isEmpty(cells);
  }

  /// @param known the steps' cells when the row was run before; empty: they are made up
  void run(long number, String[] cells, List<String> known) {
    if (workflow.isEmpty(cells)) {
      return;
    }
    Row row = workflow.columns().row(cells);
    row.fill(cells.length, known);
    for (int i = 0; i < steps.size(); i++) {
      BoundStep step = workflow.steps().get(i);
      // A condition that made-up values break says nothing: the step counts as run.
      if (!(step.decide(row) instanceof BoundStep.Decision.Pass)) {
        RandomGenerator random = new SplittableRandom(number * steps.size() + i);
        switch (outcome(step, new Asking(row, steps.get(i), random))) {
          case Outcome.Skip() -> {
            return;
          }
          case Outcome.Done(var values) when known.isEmpty() ->
              row.fill(step.firstColumn(), values);
          case Outcome.Done _,
              Outcome.Reject _,
              Outcome.Retry _,
              Outcome.Dispute _,
              Outcome.Halt _ -> {}
        }
      }
    }
  }

  private static Outcome outcome(BoundStep step, Asking context) {
    try {
      return step.ready().run(context);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a dry run waits for nobody", e);
    }
  }

  /// One step's attempt: its first question counts; asking again is no part of the plan.
  private static final class Asking implements StepContext {
    private final Row row;
    private final Foreseen foreseen;
    private final RandomGenerator random;
    private boolean asked;

    Asking(Row row, Foreseen foreseen, RandomGenerator random) {
      this.row = row;
      this.foreseen = foreseen;
      this.random = random;
    }

    @Override
    public Row row() {
      return row;
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
      LikelyAnswer answer =
          request
              .schema()
              .map(schema -> LikelyAnswer.ofSchema(schema, random))
              .orElseGet(() ->
                  LikelyAnswer.ofText(
                      Tokens.count(request.messages().getLast().text()),
                      request.maxOutputTokens()));
      if (!asked) {
        asked = true;
        foreseen.add(request, answer);
      }
      return new ModelReply(answer.text(), Usage.NONE, false);
    }

    @Override
    public Outcome once(CacheScope scope, ModelRequest question, StepContext.Asking asking)
        throws InterruptedException {
      foreseen.asksOnce(!(scope instanceof CacheScope.Off));
      return asking.ask();
    }
  }
}
