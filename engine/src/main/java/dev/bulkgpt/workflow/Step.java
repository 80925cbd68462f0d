package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ModelId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A step kind's settings for one step, and what it does. A new kind is one record that implements
/// this and carries [Kind]: its components are its settings, each with a sentence of [Help].
public interface Step {

  /// The step's own names for what it adds, in order (see [PlannedStep#fields]).
  List<String> fields(String id);

  /// The only values a field can have, besides the empty text; a field that is missing here can
  /// have any.
  default Map<String, List<String>> choices(String id) {
    return Map.of();
  }

  /// The models it asks or classifies with.
  default Set<ModelId> models() {
    return Set.of();
  }

  /// What is wrong between settings that are each right; a problem's place is the setting's name.
  default List<Problem> check() {
    return List.of();
  }

  /// Made ready for one task; may take seconds (fitting a classifier).
  ///
  /// @param columns the input's and those of earlier steps: all that the step may read
  ReadyStep ready(Columns columns, Classifiers classifiers);
}
