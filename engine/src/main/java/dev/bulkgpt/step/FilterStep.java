package dev.bulkgpt.step;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.workflow.Classifiers;
import dev.bulkgpt.workflow.Columns;
import dev.bulkgpt.workflow.Condition;
import dev.bulkgpt.workflow.Evaluated;
import dev.bulkgpt.workflow.Help;
import dev.bulkgpt.workflow.Kind;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.ReadyStep;
import dev.bulkgpt.workflow.Step;
import java.util.List;

/// Keeps the rows a condition holds for.
@Kind(
    name = "filter",
    help = "Keeps the rows for which a condition holds; the others leave the workflow as skipped.",
    adds = "No column.")
record FilterStep(@Help("The condition of the rows to keep.") Condition keepIf) implements Step {

  @Override
  public List<String> fields(String id) {
    return List.of();
  }

  @Override
  public ReadyStep ready(Columns columns, Classifiers classifiers) {
    var keeps = keepIf.bind(columns);
    return context ->
        switch (keeps.apply(context.row())) {
          case Evaluated.Value(Boolean keep) ->
              keep ? new Outcome.Done(List.of()) : new Outcome.Skip();
          case Evaluated.Broken(String why) ->
              new Outcome.Reject(
                  ErrorCode.TEMPLATE_ERROR, "keep_if could not be evaluated: " + why);
        };
  }
}
