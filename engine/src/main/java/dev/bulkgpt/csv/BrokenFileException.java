package dev.bulkgpt.csv;

/// The canonical file is not as it was written.
public final class BrokenFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenFileException(String message) {
    super(message);
  }
}
