package dev.bulkgpt.workflow;

import java.util.Collection;
import java.util.Map;

/// Refuses names that mean nothing, each with the nearest valid one.
final class Unknown {

  private Unknown() {}

  /// @param what the kind of name, with its article: `a setting of prompt`
  static void keys(Map<String, Node> entries, Collection<String> valid, Site site, String what) {
    for (String key : entries.keySet()) {
      if (!valid.contains(key)) {
        site.key(key).error("\"" + key + "\" is not " + what + "." + Nearest.hint(key, valid));
      }
    }
  }
}
