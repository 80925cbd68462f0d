package dev.bulkgpt.workflow;

import java.util.List;
import java.util.function.Predicate;

/// Something in a workflow that is worked out anew for each row, out of cells it names.
public sealed interface Expression permits Template, Condition, Formula {

  /// As the user wrote it.
  String source();

  /// The names it reads, each once, in order of appearance.
  ///
  /// @param known says which names exist; asked only where the writing can be understood in two
  ///   ways (`a.b` in CEL is a column or a field of one)
  List<String> names(Predicate<String> known);

  /// What is wrong with it although each of its names exists; sentences.
  List<String> faults(Columns scope);
}
