package dev.bulkgpt.app;

import dev.bulkgpt.model.Prices;
import java.util.Optional;

/// How a provider stands.
///
/// @param host where calls go, with its port if one is named; empty: into this process, or nobody
///   knows
/// @param lacking what keeps it from being called; empty: it is set up
record ProviderState(
    String name,
    Optional<String> host,
    Optional<CommandFailedException> lacking,
    Prices.Coverage prices) {

  boolean isSetUp() {
    return lacking.isEmpty();
  }

  /// What to do about it: the missing variable, or the whole sentence.
  String todo() {
    return lacking
        .map(it ->
            it.missing()
                .map(variable -> "set " + variable)
                .orElseGet(() -> String.valueOf(it.getMessage())))
        .orElse("");
  }
}
