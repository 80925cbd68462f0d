package dev.bulkgpt.step;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Columns;
import dev.bulkgpt.workflow.Default;
import dev.bulkgpt.workflow.Help;
import dev.bulkgpt.workflow.Kind;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.Problem;
import dev.bulkgpt.workflow.Range;
import dev.bulkgpt.workflow.ReadyStep;
import dev.bulkgpt.workflow.Step;
import dev.bulkgpt.workflow.Template;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Says which of some labels a text belongs to: in this process, or by asking a chat model.
@Kind(
    name = "classify",
    help = "Says which of some labels a text belongs to.",
    adds =
        "`<id>`, always one of the labels, or empty below `min_score`; `<id>_score`, 0 to 1, empty"
            + " with a chat model. `local/bge-small` knows English only: a text in another language"
            + " or script, or an empty one, gets a guessed label and the score 0, and the run says"
            + " how many there were.")
record ClassifyStep(
    @Help("What to classify.") Template text,
    @Help("The labels. A sentence tells more than a bare name; examples tell most.")
        List<Label> labels,
    @Help(
            "local/bge-small, in this process, free, for English; or any chat model, written provider/model.")
        @Default("local/bge-small")
        ModelId model,
    @Help("Below this score the label stays empty; for local models only.") @Range(min = 0, max = 1)
        OptionalDouble minScore)
    implements Step {

  /// The provider of the models that run in this process.
  static final String LOCAL = "local";

  private static final int SCORE_DIGITS = 4;

  @Override
  public List<String> fields(String id) {
    return List.of(id, id + "_score");
  }

  @Override
  public Set<ModelId> models() {
    return Set.of(model);
  }

  @Override
  public Map<String, List<String>> choices(String id) {
    return Map.of(id, labels.stream().map(Label::name).toList());
  }

  private boolean isLocal() {
    return model.provider().equals(LOCAL);
  }

  @Override
  public List<Problem> check() {
    var problems = new ArrayList<Problem>();
    if (text.names().isEmpty()) {
      problems.add(
          Problem.warning(
              "text",
              "The text reads no column, so all rows get the same label; write {{Column Name}} where a cell belongs."));
    }
    if (isLocal()) {
      Models.localDoubts(model, labels)
          .forEach(why -> problems.add(Problem.warning("labels", why)));
    } else if (minScore.isPresent()) {
      problems.add(
          Problem.error(
              "min_score",
              "A chat model gives no score, so min_score needs a local model; leave it out."));
    }
    return problems;
  }

  @Override
  public ReadyStep ready(Columns columns, Classifiers classifiers) {
    var bound = text.bind(columns);
    if (!isLocal()) {
      return new ChatClassifier(model, labels).ready(bound);
    }
    Classifier classifier = classifiers.classifier(model, labels);
    return context -> outcome(classifier.classify(bound.apply(context.row())));
  }

  private Outcome outcome(Classifier.Verdict verdict) {
    boolean sure = minScore.isEmpty() || verdict.score() >= minScore.getAsDouble();
    return new Outcome.Done(List.of(sure ? verdict.label() : "", plain(verdict.score())));
  }

  private static String plain(double score) {
    return BigDecimal.valueOf(score).setScale(SCORE_DIGITS, RoundingMode.HALF_UP).toPlainString();
  }
}
