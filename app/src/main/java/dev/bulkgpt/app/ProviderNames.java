package dev.bulkgpt.app;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The providers there are by name: those that are known, and those that the configuration file or
/// the environment sets up.
record ProviderNames(SettingsFile file, Variables variables) {

  /// One of our own inside the process, unless the configuration says where another runs.
  static final String SIMULATOR = "simulator";

  private static final String SECTION = "providers.";

  /// The known ones first.
  Set<String> all() {
    Set<String> names = new LinkedHashSet<>(KnownProvider.spellings());
    names.add(SIMULATOR);
    return withConfigured(names);
  }

  /// Those that the file or the environment says something of.
  Set<String> configured() {
    Set<String> all = new LinkedHashSet<>(KnownProvider.spellings());
    all.add(SIMULATOR);
    Set<String> configured = new LinkedHashSet<>(inFile());
    Set<String> others = withConfigured(all);
    others.removeAll(KnownProvider.spellings());
    others.remove(SIMULATOR);
    configured.addAll(others);
    return configured;
  }

  /// A variable's `MY_OWN` is the `my-own` of the file if there is one.
  private Set<String> withConfigured(Set<String> known) {
    Set<String> names = new LinkedHashSet<>(known);
    names.addAll(inFile());
    Set<String> spelled = new HashSet<>();
    names.forEach(name -> spelled.add(Setting.spelled(name)));
    for (String provider : variables.providers()) {
      if (spelled.add(provider)) {
        names.add(provider.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private Set<String> inFile() {
    Set<String> names = new LinkedHashSet<>();
    for (String path : file.parts().keySet()) {
      if (path.startsWith(SECTION)) {
        names.add(path.substring(SECTION.length()).split("\\.", 2)[0]);
      }
    }
    return names;
  }
}
