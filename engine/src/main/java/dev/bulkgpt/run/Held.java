package dev.bulkgpt.run;

import dev.bulkgpt.model.limit.Permit;
import java.util.List;
import java.util.Optional;

/// What a step's answer holds until it is committed: the permit of its last call, and the question
/// that other rows wait for.
///
/// @param question empty when nobody else may use the answer
/// @param cells the answer's
record Held(Permit permit, Optional<Answers.Open> question, List<String> cells) {

  static final Held NOTHING = new Held(() -> {}, Optional.empty(), List.of());

  /// The commit is over.
  ///
  /// @param row whose answer it is
  /// @param durable whether it stands now
  void release(long row, boolean durable) {
    permit.close();
    question.ifPresent(open -> {
      if (durable) {
        open.answered(row, cells);
      } else {
        open.givenUp();
      }
    });
  }
}
