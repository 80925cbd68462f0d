package dev.bulkgpt.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The settings, by their path, such as `providers.openai.base_url`: from the environment
/// (`BULKGPT_PROVIDERS_OPENAI_BASE_URL`), else from the configuration file. A value in the file may
/// name environment variables as `${NAME}`; they are looked up when the value is asked for.
final class Configuration {

  private static final String PREFIX = "BULKGPT_";
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, String> file;
  private final Map<String, String> environment;

  Configuration(Map<String, String> file, Map<String, String> environment) {
    this.file = Map.copyOf(file);
    this.environment = Map.copyOf(environment);
  }

  /// @param named the file the user named; it must be there
  /// @param usual the file that is read when none was named, if it is there
  static Configuration load(Optional<Path> named, Path usual, Map<String, String> environment) {
    Path path = named.orElse(usual);
    if (named.isEmpty() && !Files.exists(path)) {
      return new Configuration(Map.of(), environment);
    }
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw CommandFailedException.usage("The configuration " + path + " is too large.");
      }
      Object root =
          new Load(LoadSettings.builder().setLabel(path.toString()).build())
              .loadFromString(Files.readString(path));
      Map<String, String> flat = new TreeMap<>();
      flatten("", root == null ? Map.of() : root, flat);
      return new Configuration(flat, environment);
    } catch (YamlEngineException e) {
      throw CommandFailedException.usage(
          "The configuration " + path + " is not valid YAML: " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailedException.usage("There is no readable configuration " + path + ".");
    }
  }

  /// The value at a path, or empty.
  Optional<String> get(String path) {
    return environment(PREFIX + variable(path))
        .or(() -> Optional.ofNullable(file.get(path)).map(value -> resolve(path, value)));
  }

  /// A path as the environment spells it: `providers.my-own` is `PROVIDERS_MY_OWN`.
  static String variable(String path) {
    return path.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /// What the environment sets below a path: the ends of the variables' names.
  Set<String> variablesBelow(String path) {
    String beginning = PREFIX + variable(path) + "_";
    Set<String> ends = new TreeSet<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(beginning) && environment(name).isPresent()) {
        ends.add(name.substring(beginning.length()));
      }
    }
    return ends;
  }

  /// A variable of the environment; an empty one counts as missing.
  Optional<String> environment(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /// The names directly below a path of the file, as `openai` below `providers`.
  Set<String> namesBelow(String path) {
    Set<String> names = new TreeSet<>();
    for (String key : file.keySet()) {
      if (key.startsWith(path + ".")) {
        String rest = key.substring(path.length() + 1);
        int dot = rest.indexOf('.');
        names.add(dot < 0 ? rest : rest.substring(0, dot));
      }
    }
    return names;
  }

  private String resolve(String path, String value) {
    UnaryOperator<String> lookUp =
        variable ->
            environment(variable)
                .orElseThrow(() ->
                    CommandFailedException.missing(
                        variable,
                        "The setting "
                            + path
                            + " needs the environment variable "
                            + variable
                            + ", which is not set."));
    return REFERENCE
        .matcher(value)
        .replaceAll(found -> Matcher.quoteReplacement(lookUp.apply(found.group(1))));
  }

  private static void flatten(String path, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> {
        if (inner != null) {
          flatten(path.isEmpty() ? String.valueOf(name) : path + "." + name, inner, flat);
        }
      });
    } else if (path.isEmpty() || value instanceof Iterable<?>) {
      throw CommandFailedException.usage(
          "The configuration is made of names and values"
              + (path.isEmpty() ? "." : "; " + path + " is a list."));
    } else {
      flat.put(path, String.valueOf(value));
    }
  }
}
