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

  /// @param fault by no fault of the row's: others may fail so too
  record Failed(ErrorCode code, String message, boolean fault) implements StepEnd {}

  /// It fails, unless its neighbours show that the trouble is everybody's.
  ///
  /// @param words equal for equal causes
  /// @param halts what to think when no neighbour shows anything: that it is everybody's
  record Disputed(String step, ErrorCode code, String message, String words, boolean halts)
      implements StepEnd {}

  /// The provider answers nobody, or the cap is reached: the task must pause.
  record Halted(Pause reason) implements StepEnd {}

  /// The task is stopping; nothing was decided.
  record Stopped() implements StepEnd {}
}
