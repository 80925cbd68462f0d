package dev.bulkgpt.workflow;

/// One thing a user should mend or know.
///
/// @param place where, as in `steps[1].prompt.user`; empty for the document as a whole
/// @param message a sentence that says what is wrong and what would be valid
public record Problem(Severity severity, String place, String message) {

  /// What a problem stops.
  public enum Severity {
    /// Nothing runs.
    ERROR,
    /// Runs, but the user is told.
    WARNING
  }

  public static Problem error(String place, String message) {
    return new Problem(Severity.ERROR, place, message);
  }

  public static Problem warning(String place, String message) {
    return new Problem(Severity.WARNING, place, message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
