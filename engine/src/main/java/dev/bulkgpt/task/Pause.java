package dev.bulkgpt.task;

import dev.bulkgpt.model.ErrorCode;
import java.util.Optional;

/// Why a task is paused.
///
/// @param code the failure behind it; empty when a person paused it
/// @param message one sentence that says what to do
public record Pause(Reason reason, Optional<ErrorCode> code, String message) {

  /// The pause a call's failure asks for.
  public static Pause of(ErrorCode code, String message) {
    return new Pause(
        code == ErrorCode.BUDGET_EXCEEDED ? Reason.BUDGET : Reason.HALT,
        Optional.of(code),
        message);
  }

  /// Who stopped the task.
  public enum Reason {
    /// A person.
    USER,
    /// Its spending cap.
    BUDGET,
    /// Its provider: bad key, no credit, daily limit.
    HALT
  }
}
