package dev.bulkgpt.store;

import java.io.IOException;

/// The file system cannot take or give what it should now: full, over its quota, not mounted, a bad
/// sector. Trying again later can succeed.
public final class DiskException extends IOException {
  private static final long serialVersionUID = 1L;

  DiskException(String message, Throwable cause) {
    super(message, cause);
  }
}
