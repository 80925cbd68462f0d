package dev.bulkgpt.app;

import dev.bulkgpt.app.SettingsFile.Part;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.workflow.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds the file and the environment against [Settings]: every name must be known and every value
/// possible, whoever reads it. Used by one thread, once.
final class SettingsCheck {

  private static final String PROVIDERS = "providers";

  private final SettingsFile file;
  private final Variables variables;
  private final Set<String> problems = new LinkedHashSet<>();

  SettingsCheck(SettingsFile file, Variables variables) {
    this.file = file;
    this.variables = variables;
  }

  /// All of them, in the order of the file, the environment's after it.
  List<String> problems() {
    file.parts().forEach(this::check);
    variables.ours().forEach(this::check);
    providers();
    return List.copyOf(problems);
  }

  /// Those of the environment alone, of providers none: what is said of them the file may complete.
  List<String> problemsOfEnvironment() {
    variables
        .ours()
        .forEach((name, text) -> {
          if (!Variables.isOfProviders(name)) {
            check(name, text);
          }
        });
    return List.copyOf(problems);
  }

  private void check(String path, Part part) {
    Optional<Setting<?>> known = inFile(path);
    switch (part.form()) {
      case VALUE ->
          known.ifPresentOrElse(
              it -> value(it, file.place(path), part.text()), () -> notOne(path, "one value"));
      case LIST ->
          known.ifPresentOrElse(
              it -> problems.add(it.value().refusal(file.place(path), "a list")),
              () -> notOne(path, "a list"));
      case MAP -> {
        if (known.isPresent()) {
          problems.add(
              known.get().value().refusal(file.place(path), "names with values of their own"));
        } else if (!isSection(path)) {
          unknown(path);
        }
      }
      case NOTHING -> {
        if (known.isEmpty() && !isSection(path)) {
          unknown(path);
        }
      }
    }
  }

  private void value(Setting<?> setting, String place, String text) {
    String open = References.strip(text);
    if (open.contains("${")) {
      problems.add(
          place
              + " names no variable: ${…} holds a variable's name, letters, digits and underscores.");
    } else if (open.equals(text) && setting.value().read(text).isEmpty()) {
      problems.add(setting.value().refusal(place, text));
    }
  }

  private void notOne(String path, String what) {
    if (isSection(path)) {
      problems.add(
          "%s holds names with values, such as `%s`; %s stands there."
              .formatted(file.place(path), inside(path), what));
    } else {
      unknown(path);
    }
  }

  private static String inside(String section) {
    return Settings.ALL.stream()
        .map(it -> concrete(it, section))
        .filter(it -> it.startsWith(section + "."))
        .findFirst()
        .orElse(section);
  }

  /// Says so once, of the outermost name that nobody knows.
  private void unknown(String path) {
    int dot = path.lastIndexOf('.');
    String outer = dot < 0 ? "" : path.substring(0, dot);
    if (!outer.isEmpty() && !isSection(outer)) {
      return;
    }
    String spelled = Setting.spelled(path);
    String variable = spelled.startsWith(Setting.PREFIX) ? spelled : Setting.PREFIX + spelled;
    if (Settings.ALL.stream().anyMatch(it -> it.path().equals(variable))) {
      problems.add(
          "%s is no setting of the file; the environment has it as %s."
              .formatted(file.place(path), variable));
      return;
    }
    problems.add(file.place(path) + " is no setting." + nearest(path));
  }

  /// One of the same name elsewhere is nearer than one whose name goes on, and that nearer than any
  /// that is only spelled alike.
  private static String nearest(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    List<String> all =
        Settings.ALL.stream()
            .filter(it -> !it.isVariableOnly() && !it.isHeader())
            .map(it -> concrete(it, path))
            .toList();
    List<String> sections = List.of(PROVIDERS, "limits");
    return first(all, it -> it.endsWith("." + name))
        .or(() -> first(all, it -> it.startsWith(path)))
        .or(() -> Nearest.to(path, Stream.concat(all.stream(), sections.stream()).toList()))
        .map(it -> " The nearest one is " + it + ".")
        .orElse("");
  }

  private static Optional<String> first(List<String> all, Predicate<String> which) {
    return all.stream().filter(which).findFirst();
  }

  /// A setting's path, for the provider that another path names.
  private static String concrete(Setting<?> setting, String path) {
    String[] names = path.split("\\.", -1);
    return names.length > 1 && names[0].equals(PROVIDERS) ? setting.path(names[1]) : setting.path();
  }

  private static Optional<Setting<?>> inFile(String path) {
    return Settings.ALL.stream()
        .filter(it -> !it.isVariableOnly())
        .filter(it -> {
          String concrete = concrete(it, path);
          return it.isHeader()
              ? path.startsWith(section(concrete)) && path.length() > section(concrete).length()
              : concrete.equals(path);
        })
        .findFirst();
  }

  private static String section(String header) {
    return header.substring(0, header.length() - Setting.ANY_HEADER.length());
  }

  private static boolean isSection(String path) {
    return Settings.ALL.stream()
        .filter(it -> !it.isVariableOnly())
        .anyMatch(it -> concrete(it, path).startsWith(path + "."));
  }

  private void check(String variable, String text) {
    Optional<Setting<?>> known =
        Settings.ALL.stream()
            .filter(it -> !it.isOfProvider() && it.variable().equals(variable))
            .findFirst();
    Set<String> headers = headers();
    if (known.isEmpty() && headers.stream().map(Setting::variable).anyMatch(variable::equals)) {
      known = Optional.of(Settings.HEADER);
    }
    known
        .or(() -> Variables.ofProvider(variable).map(Variables.OfProvider::setting))
        .ifPresentOrElse(
            it -> {
              if (it.value().read(text).isEmpty()) {
                problems.add(it.value().refusal(variable, text));
              }
            },
            () ->
                problems.add(
                    variable
                        + " is no setting."
                        + Nearest.to(variable, Variables.all(providerNames(), headers))
                            .map(it -> " The nearest one is " + it + ".")
                            .orElse("")));
  }

  private Set<String> headers() {
    return file.parts().keySet().stream()
        .filter(path -> inFile(path).filter(Setting::isHeader).isPresent())
        .collect(Collectors.toSet());
  }

  private Set<String> providerNames() {
    return new ProviderNames(file, variables).all();
  }

  /// One of the user's own that has no address is a known one misspelled, or not yet set up.
  private void providers() {
    for (String name : new ProviderNames(file, variables).configured()) {
      String address = Settings.BASE_URL.path(name);
      String place = file.place(PROVIDERS + "." + name);
      if (name.equals(Models.LOCAL)) {
        problems.add(place + " is no provider: local/… runs inside and has no settings.");
      } else if (KnownProvider.named(name).isEmpty()
          && !name.equals(ProviderNames.SIMULATOR)
          && file.value(address).isEmpty()
          && variables.value(Setting.variable(address)).isEmpty()) {
        List<String> known = new ArrayList<>(KnownProvider.spellings());
        known.add(ProviderNames.SIMULATOR);
        problems.add(
            "%s is no known provider%s; one of your own needs %s, or %s."
                .formatted(
                    place,
                    Nearest.to(name, known).map(it -> ", the nearest is " + it).orElse(""),
                    address,
                    Setting.variable(address)));
      }
    }
  }
}
