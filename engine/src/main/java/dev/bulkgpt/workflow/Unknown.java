package dev.bulkgpt.workflow;

import dev.bulkgpt.words.FaultTable;
import dev.bulkgpt.words.Spelling;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Refuses names that mean nothing, each with what is written here for other tools' names, or else
/// with the nearest valid one.
final class Unknown {

  private static final FaultTable OTHERS = FaultTable.read(Unknown.class, "other-names.txt");

  private Unknown() {}

  /// @param what the kind of name, with its article: `a setting of prompt`
  static void keys(Map<String, Node> entries, Collection<String> valid, Site site, String what) {
    for (String key : entries.keySet()) {
      if (!valid.contains(key)) {
        site.key(key)
            .error(
                "\"%s\" is not %s.%s"
                    .formatted(
                        Spelling.shown(key),
                        what,
                        advice(key, what)
                            .map(it -> " " + it)
                            .orElseGet(() -> Nearest.hint(key, valid))));
      }
    }
  }

  private static Optional<String> advice(String key, String what) {
    return OTHERS.sentence(what, Spelling.plain(key), Map.of());
  }
}
