package dev.bulkgpt.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The environment, and what its variables `BULKGPT_…` set. An empty one counts as missing.
///
/// @param environment names and values
record Variables(Map<String, String> environment) {

  private static final String PROVIDERS = Setting.PREFIX + "PROVIDERS_";

  Variables {
    environment = Map.copyOf(environment);
  }

  /// What Kubernetes and Docker set for a service called `bulkgpt`: it is not meant for us.
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "BULKGPT_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?|NAME|ENV_.*)");

  private static final Pattern LINKED_PORT = Pattern.compile("(tcp|udp|sctp)://.*");

  /// The longest first, for one may be another's end.
  private static final List<Setting<?>> OF_PROVIDERS =
      Settings.ALL.stream()
          .filter(it -> it.isOfProvider() && !it.isHeader())
          .sorted(Comparator.comparingInt((Setting<?> it) -> it.name().length()).reversed())
          .toList();

  /// One provider's setting, as a variable says it.
  ///
  /// @param provider as variables spell it: `MY_OWN`
  record OfProvider(String provider, Setting<?> setting) {}

  Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /// Those of ours that are set, sorted, those of a service left out.
  Map<String, String> ours() {
    Map<String, String> ours = new TreeMap<>();
    environment.forEach((name, value) -> {
      boolean linked =
          OF_A_SERVICE.matcher(name).matches()
              || (name.equals(Setting.PREFIX + "PORT") && LINKED_PORT.matcher(value).matches());
      if (name.startsWith(Setting.PREFIX) && !value.isBlank() && !linked) {
        ours.put(name, value);
      }
    });
    return ours;
  }

  static boolean isOfProviders(String variable) {
    return variable.startsWith(PROVIDERS);
  }

  /// What a variable sets of a provider, the longest setting's name first; empty: no such thing.
  static Optional<OfProvider> ofProvider(String variable) {
    return OF_PROVIDERS.stream()
        .filter(it -> variable.startsWith(PROVIDERS) && variable.endsWith(ending(it)))
        .filter(it -> variable.length() > PROVIDERS.length() + ending(it).length())
        .findFirst()
        .map(it ->
            new OfProvider(
                variable.substring(PROVIDERS.length(), variable.length() - ending(it).length()),
                it));
  }

  private static String ending(Setting<?> setting) {
    return "_" + Setting.spelled(setting.name());
  }

  /// The providers that variables set up, as variables spell them.
  Set<String> providers() {
    Set<String> providers = new TreeSet<>();
    ours()
        .keySet()
        .forEach(it -> ofProvider(it).ifPresent(found -> providers.add(found.provider())));
    return providers;
  }

  /// Every variable there can be.
  ///
  /// @param providers whose settings are meant, however spelled
  /// @param headers the paths of headers that the file names
  static List<String> all(Set<String> providers, Set<String> headers) {
    List<String> all = new ArrayList<>();
    for (Setting<?> setting : Settings.ALL) {
      if (!setting.isOfProvider()) {
        all.add(setting.variable());
      } else if (!setting.isHeader()) {
        providers.forEach(it -> all.add(Setting.variable(setting.path(it))));
      }
    }
    return Stream.concat(all.stream(), headers.stream().map(Setting::variable)).toList();
  }
}
