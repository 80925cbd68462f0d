package dev.bulkgpt.app;

import java.time.Duration;

/// Durations as people say them.
final class Times {

  private Times() {}

  /// `8 s`, `3 min 20 s`, `2 h 5 min`.
  static String spoken(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
