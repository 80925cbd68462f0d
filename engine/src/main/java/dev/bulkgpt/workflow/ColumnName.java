package dev.bulkgpt.workflow;

/// What a new column may be called.
final class ColumnName {

  static final int MAX_LENGTH = 200;

  private ColumnName() {}

  static void check(String name, Site site) {
    if (name.isBlank() || name.length() > MAX_LENGTH || name.lines().count() > 1) {
      site.error("A column's name is one line of 1 to " + MAX_LENGTH + " characters.");
    }
  }
}
