package dev.bulkgpt.workflow;

import java.util.Locale;

/// What becomes of a row that is blank in every input column its model steps read: `empty` at the
/// top of a workflow.
public enum EmptyRows {
  /// It is skipped: no model can make anything of it.
  SKIP,
  /// It is asked like any other.
  ASK;

  /// As a workflow spells it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
