package dev.bulkgpt.step;

import java.util.List;

/// A structured answer, looked at.
sealed interface Attempt {

  /// @param cells the step's cells, in order
  record Fits(List<String> cells) implements Attempt {}

  /// @param why sentences that help the model to do better
  record Misfits(String why) implements Attempt {}
}
