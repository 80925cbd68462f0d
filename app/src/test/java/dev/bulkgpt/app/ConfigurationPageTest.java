package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of settings in docs/configuration.md is the one that [Settings] declares. It is
/// written again by `mvn -pl app -am test -Dtest=ConfigurationPageTest -DrenderReference=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String BEGINNING =
      "| setting | is | default | read by | what it is for |\n|---|---|---|---|---|\n";

  @Test
  void theTableOfThePageIsTheDeclaredOne() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(BEGINNING) + BEGINNING.length();
    if (Boolean.getBoolean("renderReference")) {
      Files.writeString(PAGE, page.substring(0, start) + rows());
    }
    assertThat(Files.readString(PAGE).substring(start)).isEqualTo(rows());
  }

  private static String rows() {
    return Settings.ALL.stream()
        .map(it ->
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    it.path(), it.value().words(), it.usual(), it.reader().words(), it.meaning()))
        .collect(Collectors.joining());
  }
}
