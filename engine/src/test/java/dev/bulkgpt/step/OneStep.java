package dev.bulkgpt.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Classifier.Verdict;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.workflow.BoundStep;
import dev.bulkgpt.workflow.BoundWorkflow;
import dev.bulkgpt.workflow.CacheScope;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Problem;
import dev.bulkgpt.workflow.Row;
import dev.bulkgpt.workflow.StepContext;
import dev.bulkgpt.workflow.WorkflowReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The one step of a workflow, read from YAML and run on one row against answers written down
/// beforehand.
final class OneStep {

  static final List<String> HEADER = List.of("subject", "body", "photo", "n");

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  /// What the model was asked, in order.
  final List<ModelRequest> asked = new ArrayList<>();

  /// What an embedded classifier says of every text.
  Verdict verdict = new Verdict("billing", 0.71238);

  /// What it was given.
  final List<String> classified = new ArrayList<>();

  private final Deque<ModelAnswer> answers = new ArrayDeque<>();
  private final BoundWorkflow workflow;

  /// @param settings the step's kind and settings: flow YAML such as `prompt: {…}`
  OneStep(String settings) {
    var reading = READER.read("name: w\nsteps:\n  - {id: s, " + settings + "}\n");
    assertThat(reading.problems()).filteredOn(Problem::isError).isEmpty();
    Classifiers classifiers =
        (model, labels) ->
            text -> {
              classified.add(text);
              return verdict;
            };
    workflow = reading.workflow().orElseThrow().bind(HEADER, classifiers);
  }

  /// The problems of a step that is refused.
  static List<String> problems(String settings) {
    return READER.read("name: w\nsteps:\n  - {id: s, " + settings + "}\n").problems().stream()
        .map(Problem::toString)
        .toList();
  }

  OneStep answering(ModelAnswer... inTurn) {
    answers.addAll(List.of(inTurn));
    return this;
  }

  OneStep answering(String text) {
    return answering(reply(text));
  }

  static ModelReply reply(String text) {
    return new ModelReply(text, new Usage(1, 0, 1), false);
  }

  static ModelReply cutOff(String text) {
    return new ModelReply(text, new Usage(1, 0, 1), true);
  }

  Outcome run(String... cells) throws InterruptedException {
    Row row = workflow.columns().row(cells);
    BoundStep step = workflow.steps().getFirst();
    return step.ready()
        .run(
            new StepContext() {
              @Override
              public Row row() {
                return row;
              }

              @Override
              public ModelAnswer ask(ModelRequest request) {
                asked.add(request);
                return answers.remove();
              }

              @Override
              public Outcome once(CacheScope scope, ModelRequest question, Asking asking)
                  throws InterruptedException {
                return asking.ask();
              }
            });
  }

  /// The text of a message the model got.
  String message(int call, int message) {
    return asked.get(call).messages().get(message).text();
  }
}
