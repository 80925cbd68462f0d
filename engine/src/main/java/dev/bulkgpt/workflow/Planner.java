package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.PlannedStep.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gives each step its columns: a name an earlier step has taken is prefixed with the step's id.
/// Used by one thread, for one document.
final class Planner {

  private final Site root;

  /// As [Spelling#plain] has them: columns that look alike are one to the reader of the result.
  private final Set<String> taken = new HashSet<>();

  Planner(Site root) {
    this.root = root;
  }

  /// Steps that could not be read are left out.
  List<PlannedStep> plan(List<StepDraft> drafts) {
    var steps = new ArrayList<PlannedStep>();
    for (StepDraft draft : drafts) {
      if (draft.kind().isPresent() && draft.step().isPresent()) {
        steps.add(plan(draft, draft.kind().get(), draft.step().get()));
      }
    }
    return steps;
  }

  private PlannedStep plan(StepDraft draft, StepKind kind, Step step) {
    List<String> fields = draft.columnsKnown() ? step.fields(draft.id()) : List.of();
    return new PlannedStep(
        draft.id(), draft.guard(), step, fields, columns(draft, fields), reads(draft, kind, step));
  }

  private List<String> columns(StepDraft draft, List<String> fields) {
    var columns = new ArrayList<String>();
    var own = new HashSet<String>();
    for (String field : fields) {
      String column = taken.contains(Spelling.plain(field)) ? draft.id() + "." + field : field;
      String plain = Spelling.plain(column);
      if (taken.contains(plain) || !own.add(plain)) {
        root.at(draft.place()).error("The step adds the column \"" + column + "\" a second time.");
      }
      columns.add(column);
    }
    taken.addAll(own);
    return columns;
  }

  private List<Read> reads(StepDraft draft, StepKind kind, Step step) {
    var reads = new ArrayList<Read>();
    draft
        .guard()
        .ifPresent(
            guard -> reads.add(read(draft.place().key(guard.sense().word()), guard.condition())));
    kind.expressions(
        step,
        draft.place().key(kind.name()),
        (place, expression) -> reads.add(read(place, expression)));
    return reads;
  }

  private Read read(Place place, Expression expression) {
    return new Read(place.path(), root.lines().of(place), expression);
  }
}
