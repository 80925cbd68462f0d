package dev.bulkgpt.workflow;

/// One thing a user should mend or know.
///
/// @param place where, as in `steps[1].prompt.user`; empty for the document as a whole
/// @param line of the document, from 1; 0 when it is not known
/// @param message a sentence that says what is wrong and what would be valid
public record Problem(Severity severity, String place, int line, String message) {

  /// What a problem stops.
  public enum Severity {
    /// Nothing runs.
    ERROR,
    /// Runs, but the user is told.
    WARNING
  }

  public static Problem error(String place, String message) {
    return new Problem(Severity.ERROR, place, 0, message);
  }

  public static Problem warning(String place, String message) {
    return new Problem(Severity.WARNING, place, 0, message);
  }

  Problem at(int line) {
    return new Problem(severity, place, line, message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    String where = place.isEmpty() || line == 0 ? place : "line " + line + ", " + place;
    return where.isEmpty() ? message : where + ": " + message;
  }
}
