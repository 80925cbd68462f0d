package dev.bulkgpt.run;

import dev.bulkgpt.model.Provider.Note;
import java.util.List;
import java.util.stream.Collectors;

/// What is told of a row that is skipped because nothing stands in it to ask about.
final class EmptyRowNote {

  private static final int MOST_NAMES = 5;

  private EmptyRowNote() {}

  /// @param columns that are all blank
  static Note of(List<String> columns) {
    String names =
        columns.stream()
            .limit(MOST_NAMES)
            .map(it -> "`" + it + "`")
            .collect(Collectors.joining(", "));
    String more = columns.size() > MOST_NAMES ? ", …" : "";
    String sentence =
        columns.size() == 1
            ? "a row is skipped where %s is empty".formatted(names)
            : "a row is skipped where %s%s are all empty".formatted(names, more);
    return new Note(
        "empty row: " + names + more,
        sentence + "; `empty: ask` at the top of the workflow asks all the same",
        true);
  }
}
