package dev.bulkgpt.app;

import java.util.Collection;
import java.util.stream.Collectors;

/// Names that people give and read.
final class Names {

  private Names() {}

  /// Things one after the other: `a, b`.
  static String list(Collection<?> things) {
    return things.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /// A workspace's name.
  static String workspace(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw CommandFailedException.usage(
          "A workspace's name has 1 to 100 letters, digits, dots, dashes or underscores.");
    }
    return name;
  }
}
