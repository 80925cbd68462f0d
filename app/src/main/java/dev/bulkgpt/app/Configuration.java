package dev.bulkgpt.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The values of [Settings]: from the environment, else from the configuration file. A value in the
/// file may name environment variables as `${NAME}`; they are looked up when the value is asked
/// for, so that one that is not set disturbs nobody who does not need it.
final class Configuration {

  private static final int MOST_TOLD = 50;

  private final SettingsFile file;
  private final Variables variables;

  private Configuration(SettingsFile file, Variables variables) {
    this.file = file;
    this.variables = variables;
  }

  /// @param named the file the user named; it must be there
  /// @param usual the file that is read when none was named, if it is there
  /// @throws CommandFailedException telling every name that is not known and every value that
  ///   cannot be
  static Configuration load(Optional<Path> named, Path usual, Map<String, String> environment) {
    Path path = named.orElse(usual);
    boolean none = named.isEmpty() && !Files.exists(path);
    return checked(none ? SettingsFile.NONE : SettingsFile.read(path), environment);
  }

  /// The environment alone, for commands that read no file.
  ///
  /// @throws CommandFailedException as [#load]
  static Configuration of(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    refuse(new SettingsCheck(SettingsFile.NONE, variables).problemsOfEnvironment());
    return new Configuration(SettingsFile.NONE, variables);
  }

  /// @throws CommandFailedException as [#load]
  static Configuration checked(SettingsFile file, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    refuse(new SettingsCheck(file, variables).problems());
    return new Configuration(file, variables);
  }

  private static void refuse(List<String> problems) {
    if (problems.size() == 1) {
      throw CommandFailedException.usage(problems.getFirst());
    }
    if (!problems.isEmpty()) {
      throw CommandFailedException.usage(
          "%,d settings are wrong:\n  ".formatted(problems.size())
              + String.join("\n  ", problems.stream().limit(MOST_TOLD).toList()));
    }
  }

  /// The value of a setting; empty: it is left out.
  ///
  /// @throws CommandFailedException when a variable that it names is not set
  <T> Optional<T> get(Setting<T> setting) {
    return at(setting, setting.path());
  }

  /// The same of a provider's setting.
  <T> Optional<T> get(Setting<T> setting, String provider) {
    return at(setting, setting.path(provider));
  }

  private <T> Optional<T> at(Setting<T> setting, String path) {
    if (!Settings.ALL.contains(setting)) {
      throw new IllegalArgumentException("no setting of this program: " + path);
    }
    String variable = Setting.variable(path);
    Optional<T> inEnvironment =
        variables.value(variable).map(text -> read(setting, variable, text));
    return inEnvironment.or(
        () -> file.value(path).map(text -> read(setting, file.place(path), resolve(path, text))));
  }

  private static <T> T read(Setting<T> setting, String place, String text) {
    return setting
        .value()
        .read(text)
        .orElseThrow(() -> CommandFailedException.usage(setting.value().refusal(place, text)));
  }

  private String resolve(String path, String value) {
    return References.resolve(
        value,
        variable ->
            environment(variable)
                .orElseThrow(() ->
                    CommandFailedException.missing(
                        variable,
                        "The setting %s needs the environment variable %s, which is not set."
                            .formatted(path, variable))));
  }

  /// A provider's headers, by name.
  SequencedMap<String, String> headers(String provider) {
    String beginning = Settings.HEADER.path(provider).replace(Setting.ANY_HEADER, "");
    SequencedMap<String, String> headers = new TreeMap<>();
    for (String path : file.parts().keySet()) {
      if (path.startsWith(beginning)) {
        at(Settings.HEADER, path)
            .ifPresent(value -> headers.put(path.substring(beginning.length()), value));
      }
    }
    return headers;
  }

  /// The providers there are.
  ProviderNames providers() {
    return new ProviderNames(file, variables);
  }

  /// A variable of the environment that is none of ours; an empty one counts as missing.
  Optional<String> environment(String variable) {
    return variables.value(variable);
  }
}
