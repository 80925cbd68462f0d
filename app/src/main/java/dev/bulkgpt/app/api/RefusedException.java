package dev.bulkgpt.app.api;

import java.util.Map;
import java.util.Optional;

/// Ends a request with a status and a sentence. How it is spelled depends on the API: see
/// [Answers].
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final String BAD_UPLOAD = "Invalid workflow ID or CSV file.";

  /// Of a workbook too: the type that clients know a problem by is made from it.
  static final String BAD_INPUT = "Invalid CSV.";

  static final String BAD_TASK = "Invalid Task ID.";

  static final int TOO_SLOW = 408;

  private final int status;
  private final String detail;
  private final String field;
  private final transient Map<String, String> headers;

  RefusedException(int status, String error, Optional<String> detail, Map<String, String> headers) {
    this(status, error, detail.orElse(""), "", headers);
  }

  private RefusedException(
      int status, String error, String detail, String field, Map<String, String> headers) {
    super(error);
    this.status = status;
    this.detail = detail;
    this.field = field;
    this.headers = Map.copyOf(headers);
  }

  static RefusedException of(int status, String error) {
    return new RefusedException(status, error, Optional.empty(), Map.of());
  }

  /// @param detail what is wrong and where; never a path, a class, SQL or a secret
  static RefusedException bad(String error, String detail) {
    return new RefusedException(400, error, Optional.of(detail), Map.of());
  }

  /// A bad value of a parameter, a header or a part of a form.
  static RefusedException field(String error, String field, String detail) {
    return new RefusedException(400, error, detail, field, Map.of());
  }

  static RefusedException wrongMethod(String allowed) {
    return new RefusedException(
        405, "Method not allowed.", Optional.empty(), Map.of("Allow", allowed));
  }

  static RefusedException notFound() {
    return of(404, "Not found.");
  }

  static RefusedException tooLarge() {
    return new RefusedException(
        413, "Request body too large.", Optional.empty(), Map.of("Connection", "close"));
  }

  static RefusedException tooSlow() {
    return new RefusedException(
        TOO_SLOW, "Request timeout.", Optional.empty(), Map.of("Connection", "close"));
  }

  static RefusedException away() {
    return new RefusedException(
        503, "Service unavailable.", Optional.empty(), Map.of("Retry-After", "5"));
  }

  int status() {
    return status;
  }

  Optional<String> detail() {
    return Optional.of(detail).filter(it -> !it.isEmpty());
  }

  /// What was wrong, by its name in the request.
  Optional<String> field() {
    return Optional.of(field).filter(it -> !it.isEmpty());
  }

  Map<String, String> headers() {
    return headers;
  }
}
