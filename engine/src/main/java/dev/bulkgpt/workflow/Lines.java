package dev.bulkgpt.workflow;

import java.util.HashMap;
import java.util.Map;

/// In which line of its document each part begins. Used by one thread, for one document.
final class Lines {

  /// A place whose path is longer than a person reads needs no line.
  private static final int LONGEST_PATH = 300;

  private final Map<String, Integer> lines = new HashMap<>();

  /// @param line from 1
  void put(Place place, int line) {
    if (place.path().length() <= LONGEST_PATH) {
      lines.put(place.path(), line);
    }
  }

  /// From 1; 0 when it is not known, or the place is not in the document.
  int of(Place place) {
    return lines.getOrDefault(place.path(), 0);
  }
}
