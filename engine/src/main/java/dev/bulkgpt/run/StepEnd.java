package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import java.util.List;

/// How a step's attempts on one row ended.
sealed interface StepEnd {

  /// @param cells one per column of the step
  record Ran(List<String> cells) implements StepEnd {}

  /// The row leaves the workflow here.
  record Skipped() implements StepEnd {}

  /// Its condition left it out; its columns stay empty.
  record NotRun() implements StepEnd {}

  record Failed(ErrorCode code, String message) implements StepEnd {}

  /// The provider answers nobody, or the cap is reached: the task must pause.
  record Halted(Pause reason) implements StepEnd {}

  /// The task is stopping; nothing was decided.
  record Stopped() implements StepEnd {}
}
