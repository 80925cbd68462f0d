package dev.bulkgpt.app;

/// Names that people give.
final class Names {

  private Names() {}

  /// A workspace's name.
  static String workspace(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw CommandFailedException.usage(
          "A workspace's name has 1 to 100 letters, digits, dots, dashes or underscores.");
    }
    return name;
  }
}
