package dev.bulkgpt.workflow;

import java.util.List;

/// Rows for tests.
public final class TestRows {

  private TestRows() {}

  /// A row of these columns alone, without steps.
  public static Row of(List<String> names, String... cells) {
    return new Columns(names, List.of()).row(cells);
  }
}
