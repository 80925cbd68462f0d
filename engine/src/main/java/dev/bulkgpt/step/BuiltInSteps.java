package dev.bulkgpt.step;

import dev.bulkgpt.workflow.StepKinds;
import java.util.List;

/// The step kinds that come with BulkGPT.
public final class BuiltInSteps {

  private BuiltInSteps() {}

  /// In the order of the reference page.
  public static StepKinds kinds() {
    return StepKinds.of(
        List.of(PromptStep.class, ClassifyStep.class, TransformStep.class, FilterStep.class));
  }
}
