package dev.bulkgpt.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The providers there are by name: those that are known, and those that the configuration file or
/// the environment sets up.
record ProviderNames(Configuration configuration) {

  /// One of our own inside the process, unless the configuration says where another runs.
  static final String SIMULATOR = "simulator";

  private static final String PROVIDERS = "providers";

  /// The longest first, for one may be another's end.
  private static final List<String> ENDINGS =
      ProviderSetup.SETTINGS.stream()
          .map(setting -> "_" + setting.toUpperCase(Locale.ROOT))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();

  /// The known ones first.
  Set<String> all() {
    Set<String> names = new LinkedHashSet<>();
    for (KnownProvider known : KnownProvider.values()) {
      names.add(known.spelling());
    }
    names.add(SIMULATOR);
    names.addAll(configuration.namesBelow(PROVIDERS));
    Set<String> spelled = new TreeSet<>();
    names.forEach(name -> spelled.add(Configuration.variable(name)));
    for (String variable : configuration.variablesBelow(PROVIDERS)) {
      ENDINGS.stream()
          .filter(variable::endsWith)
          .findFirst()
          .map(ending -> variable.substring(0, variable.length() - ending.length()))
          .filter(name -> !name.isEmpty() && spelled.add(name))
          .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }
    return names;
  }
}
