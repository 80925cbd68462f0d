package dev.bulkgpt.store;

/// The data was written by a newer version of the program, which this one must not touch.
public final class NewerSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NewerSchemaException(Throwable cause) {
    super(
        "This data directory was made by a newer version of bulkgpt. Use that version, or name"
            + " another directory with --data.",
        cause);
  }
}
