package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.ModelId;
import java.util.List;

/// Where a step being made ready gets a classifier of an embedded model: in a run, the door to
/// models.
@FunctionalInterface
public interface Classifiers {

  /// May take seconds.
  Classifier classifier(ModelId model, List<Label> labels);
}
