package dev.bulkgpt.app.api;

/// A body that is not the JSON expected; the message is for its sender. (A parser's own would name
/// its classes.)
final class RefusedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedJsonException(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
