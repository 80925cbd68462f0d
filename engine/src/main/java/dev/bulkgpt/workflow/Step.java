package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Models;
import java.util.List;

/// A step kind's settings for one step, and what it does. A new kind is one record that implements
/// this: its components are its settings, each with a sentence of help.
public interface Step {

  /// The step's own names for what it adds, in order (see [PlannedStep#fields]).
  List<String> fields(String id);

  /// Made ready for one task; may take seconds (fitting a classifier).
  ReadyStep ready(Columns columns, Models models);
}
