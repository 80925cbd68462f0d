package dev.bulkgpt.app;

import java.time.Duration;
import java.util.Locale;

/// Durations as people say them.
final class Times {

  private Times() {}

  private static final int TENTHS_BELOW = 10;

  /// `0.4 s`, `18 s`, `3 min 20 s`, `2 h 5 min`.
  static String spoken(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < TENTHS_BELOW) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
