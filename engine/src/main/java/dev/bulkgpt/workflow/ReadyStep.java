package dev.bulkgpt.workflow;

/// A step made ready for one task on this node: templates compiled against the columns, a
/// classifier fitted. Called by many threads at once.
@FunctionalInterface
public interface ReadyStep {
  Outcome run(StepContext context) throws InterruptedException;
}
