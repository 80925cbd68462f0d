package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every name and value of the configuration is known or refused, and told.
class SettingsTest {

  private static final Pattern VARIABLE = Pattern.compile("BULKGPT_[A-Z_]*[A-Z]");

  @TempDir private Path directory;

  /// One configuration and what is to be said of it.
  record Case(String yaml, Map<String, String> environment, List<String> told) {
    @Override
    public String toString() {
      return yaml.isEmpty() ? environment.toString() : yaml.lines().findFirst().orElse("");
    }
  }

  private static Stream<Case> wrong() throws IOException {
    return cases("wrong.txt");
  }

  private static Stream<Case> right() throws IOException {
    return cases("right.txt");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void allThatIsWrongIsTold(Case it) throws IOException {
    List<String> told = problems(it);

    assertThat(told).containsExactlyElementsOf(it.told());
    assertThat(String.join("\n", told)).doesNotContain("sk-secret", "geheim");
    assertThatThrownBy(() -> load(it))
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE))
        .hasMessageContaining(told.getLast().replace("bulkgpt.yaml", file().toString()));
  }

  @ParameterizedTest
  @MethodSource("right")
  void ofWhatIsRightNothingIsTold(Case it) throws IOException {
    assertThat(problems(it)).isEmpty();
    load(it);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'limits: {rows: 5\npublic_url: x\n' | line 2, at `public_url`",
        "'a: b: c\n' | line 1, at `a`",
        "'\tlimits: 1\n' | line 1",
        "'providers:\n  x: \"sk-secret\n' | YAML",
        "'user: {{text}}\n' | YAML",
        "'- a\n- b\n' | names and values",
        "'just words\n' | names and values",
        "'log_format: json\nlog_format: plain\n' | line 2: log_format stands in line 1 already",
        "'a: &x {b: *x}\n' | unfolds to too many names",
        "'a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}\n' | nested deeper",
        "'a: *nobody\n' | YAML",
        "'---\na: b\n---\nc: d\n' | YAML"
      })
  void whatIsNoYamlOfNamesIsSaidInOurOwnWords(String yaml, String told) throws IOException {
    Files.writeString(file(), yaml);

    assertThatThrownBy(() -> SettingsFile.read(file()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith(file().toString())
        .hasMessageContaining(told)
        .message()
        .doesNotContain("expected", "found", "mapping", "scalar", "token", "sk-secret");
  }

  @Test
  void aValueIsReadWhereItStandsNearest() throws IOException {
    Files.writeString(file(), "\uFEFFlimits: {rows: 5}\nlog_format: ${FORM}\n");
    Map<String, String> environment = Map.of("BULKGPT_LIMITS_ROWS", "7", "FORM", "json");

    Configuration both = Configuration.load(Optional.of(file()), file(), environment);
    Configuration alone = Configuration.load(Optional.empty(), file(), Map.of());

    assertThat(both.get(Settings.ROWS)).contains(7L);
    assertThat(both.get(Settings.LOG_FORMAT)).contains(Settings.LogForm.JSON);
    assertThat(alone.get(Settings.ROWS)).contains(5L);
    assertThatThrownBy(() -> alone.get(Settings.LOG_FORMAT))
        .hasMessage(
            "The setting log_format needs the environment variable FORM, which is not set.");
    assertThatThrownBy(() ->
            Configuration.load(Optional.of(file()), file(), Map.of("FORM", "xml"))
                .get(Settings.LOG_FORMAT))
        .hasMessage(file() + ", line 2: log_format is `plain` or `json`, not `xml`.");
  }

  @Test
  void commandsWithoutAFileLookAtTheEnvironmentAlone() {
    Configuration.of(Map.of("BULKGPT_PROVIDERS_MINE_API_KEY", "k"));
    assertThatThrownBy(() -> Configuration.of(Map.of("BULKGPT_SERVR", "http://x")))
        .hasMessage("BULKGPT_SERVR is no setting. The nearest one is BULKGPT_SERVER.");
  }

  @Test
  void noSettingIsReadThatIsNotDeclared() throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : Settings.class.getDeclaredFields()) {
      if (Setting.class.equals(field.getType())) {
        constants.add(field.get(null));
      }
    }
    assertThat(constants).containsExactlyInAnyOrderElementsOf(Settings.ALL);
    Configuration configuration = Configuration.of(Map.of());
    assertThatThrownBy(() ->
            configuration.get(new Setting<>("other", Value.text(), "", Setting.Reader.EVERY, "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The environment is read through [Variables], but for what passes it on.
  @Test
  void noSourceReadsAVariableByItself() throws IOException {
    for (Path source : files("src/main/java", ".java")) {
      assertThat(Files.readString(source))
          .as(source.toString())
          .doesNotContain("getenv(\"", "getenv(v");
    }
  }

  @Test
  void everyVariableThatIsWrittenAboutIsKnown() throws IOException {
    Set<Path> sources = new LinkedHashSet<>();
    sources.addAll(files("../docs", ".md"));
    sources.addAll(files("../clients", ""));
    sources.addAll(files("src/main", ""));
    sources.add(Path.of("../README.md"));
    for (Path source : sources) {
      VARIABLE
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group())
          .filter(it -> !it.equals("BULKGPT_PORT"))
          .forEach(it -> assertThat(isKnown(it)).as(it + " in " + source).isTrue());
    }
  }

  private static boolean isKnown(String variable) {
    return Variables.ofProvider(variable).isPresent()
        || Settings.ALL.stream().anyMatch(it -> it.variable().startsWith(variable))
        || variable.equals("BULKGPT_PROVIDERS_MINE_HEADERS_X_TEAM")
        || variable.startsWith("BULKGPT_SERVICE");
  }

  private static List<Path> files(String directory, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(directory))) {
      return all.filter(it -> Files.isRegularFile(it) && it.toString().endsWith(ending)).toList();
    }
  }

  private Path file() {
    return directory.resolve("bulkgpt.yaml");
  }

  private void load(Case it) throws IOException {
    Files.writeString(file(), it.yaml());
    Configuration.load(Optional.of(file()), file(), it.environment());
  }

  private static List<String> problems(Case it) {
    SettingsFile file = new SettingsFile("bulkgpt.yaml", SettingsYaml.parts(it.yaml()));
    return new SettingsCheck(file, new Variables(it.environment())).problems();
  }

  private static Stream<Case> cases(String resource) throws IOException {
    String all = Files.readString(Path.of("src/test/resources/settings", resource));
    return Stream.of(all.split("\n\n")).skip(1).map(SettingsTest::parse);
  }

  private static Case parse(String block) {
    StringBuilder yaml = new StringBuilder();
    Map<String, String> environment = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (String line : block.lines().toList()) {
      if (line.startsWith("$ ")) {
        String[] parts = line.substring(2).split("=", 2);
        environment.put(parts[0], parts[1]);
      } else if (line.startsWith("> ")) {
        told.add(line.substring(2));
      } else {
        yaml.append(line).append('\n');
      }
    }
    return new Case(yaml.toString(), environment, told);
  }
}
