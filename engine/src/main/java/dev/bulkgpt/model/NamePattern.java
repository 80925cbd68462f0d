package dev.bulkgpt.model;

import java.util.List;

/// A model's name in which `*` stands for anything, also for nothing.
///
/// @param parts what is spelled out, around the stars; at least two
record NamePattern(List<String> parts) {

  static NamePattern of(String name) {
    return new NamePattern(List.of(name.split("\\*", -1)));
  }

  /// How many characters are not stars.
  int spelledOut() {
    int sum = 0;
    for (String part : parts) {
      sum += part.length();
    }
    return sum;
  }

  boolean matches(String name) {
    String first = parts.getFirst();
    String last = parts.getLast();
    int end = name.length() - last.length();
    if (end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    int from = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, from);
      if (found < 0) {
        return false;
      }
      from = found + part.length();
    }
    return from <= end;
  }
}
