package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelRequest;

/// What a step may use while it runs on one row. Used by one thread.
public interface StepContext {

  Row row();

  /// One call to a model: waits for a permit, asks, counts the spend. The permit stays held until
  /// the step's result is committed; asking again within the step releases the earlier one.
  ModelAnswer ask(ModelRequest request) throws InterruptedException;

  /// Asks, unless an equal question of this step has an answer within the scope, or is being asked
  /// by another row: then what came of that is what comes of this one, at no cost. Only
  /// [Outcome.Done] is used again.
  ///
  /// @param question makes the step's questions equal or not: its first request
  Outcome once(CacheScope scope, ModelRequest question, Asking asking) throws InterruptedException;

  /// A step's way to its outcome, by one or more calls.
  @FunctionalInterface
  interface Asking {
    Outcome ask() throws InterruptedException;
  }
}
