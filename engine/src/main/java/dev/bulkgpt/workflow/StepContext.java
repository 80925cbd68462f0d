package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelRequest;

/// What a step may use while it runs on one row. Used by one thread.
public interface StepContext {

  Row row();

  /// One call to a model: waits for a permit, asks, counts the spend. The permit stays held until
  /// the step's result is committed; asking again within the step releases the earlier one.
  ModelAnswer ask(ModelRequest request) throws InterruptedException;
}
