package dev.bulkgpt.store;

import java.io.IOException;

/// A blob is gone, or shorter than it was when it was committed. Trying again is in vain.
public final class LostBlobException extends IOException {
  private static final long serialVersionUID = 1L;

  LostBlobException(String message) {
    super(message);
  }
}
