package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm.OutputLimit;
import dev.bulkgpt.model.RequestForm.StructuredOutput;
import dev.bulkgpt.model.RequestForm.SystemRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider's settings do what docs/configuration.md says.
class ProviderSetupTest {

  private static final String URL = "https://llm.example.org/v1";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "https://x.org/v1, https://x.org/v1",
    "https://x.org/v1/, https://x.org/v1/",
    "'  https://x.org/v1 ', https://x.org/v1",
    "HTTPS://x.org/v1, https://x.org/v1",
    "https://x.org, https://x.org",
    "https://x.org:8443/v1/chat/completions, https://x.org:8443/v1",
    "https://x.org/v1/chat/completions/, https://x.org/v1",
    "https://x.org/v1/chat/completions?a=b, https://x.org/v1?a=b",
    "https://x.org/chat/completions, https://x.org",
    "https://x.org/d/m%20n?api-version=2024-10-21, https://x.org/d/m%20n?api-version=2024-10-21",
    "https://x.org/v1/completions, https://x.org/v1/completions",
  })
  void aBaseUrlIsTakenAsPeoplePasteIt(String pasted, String read) {
    assertThat(settings(Map.of("base_url", pasted)).baseUrl()).hasToString(read);
  }

  @ParameterizedTest
  @CsvSource({
    "llm.example.org/v1",
    "localhost:8000/v1",
    "ftp://x.org",
    "https://",
    "https://x y",
    "http://127.0.0.1:99999/v1",
    "http://user:secret@x.org/v1"
  })
  void whatIsNoBaseUrlIsSaid(String pasted) {
    refused(Map.of("base_url", pasted), "begins with http:// or https:// and a host");
  }

  @Test
  void howRequestsAreSpelledIsConfigured() {
    var usual = settings(Map.of("base_url", URL)).form();
    assertThat(usual.structuredOutput()).isEqualTo(StructuredOutput.JSON_SCHEMA);
    assertThat(usual.outputLimit()).isEqualTo(OutputLimit.MAX_TOKENS);
    assertThat(usual.temperature()).isTrue();
    assertThat(usual.systemRole()).isEqualTo(SystemRole.SYSTEM);
    assertThat(settings(Map.of("base_url", "https://api.openai.com/v1")).form().outputLimit())
        .isEqualTo(OutputLimit.MAX_COMPLETION_TOKENS);

    var other =
        settings(
                Map.of(
                    "base_url",
                    "https://api.openai.com/v1",
                    "structured_output",
                    "json_object",
                    "output_limit_name",
                    "max_tokens",
                    "temperature",
                    "leave_out",
                    "system_role",
                    "user"))
            .form();
    assertThat(other.structuredOutput()).isEqualTo(StructuredOutput.JSON_OBJECT);
    assertThat(other.outputLimit()).isEqualTo(OutputLimit.MAX_TOKENS);
    assertThat(other.temperature()).isFalse();
    assertThat(other.systemRole()).isEqualTo(SystemRole.USER);
  }

  @ParameterizedTest
  @CsvSource({
    "Bad Name, x, is no header that can be sent",
    "X-U, ü, is what a header may hold",
    "'X:Y', x, is no header that can be sent",
    "X-Line, 'a\nb', is what a header may hold"
  })
  void aHeaderThatCannotBeSentIsSaid(String header, String value, String told) {
    refused(Map.of("base_url", URL, "headers." + header, value), told);
  }

  @ParameterizedTest
  @CsvSource({
    "structured_output, yaml, json_object",
    "output_limit_name, max, max_completion_tokens",
    "temperature, 0.5, leave_out",
    "system_role, assistant, developer",
    "structured, 1, structured_output",
  })
  void aWrongValueIsToldTheRightOnes(String setting, String value, String told) {
    refused(Map.of("base_url", URL, setting, value), told);
    refused(Map.of("base_url", URL, setting, value), "providers.mine." + setting);
  }

  @Test
  void aFileOfCertificatesMustHoldSome() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing\n");
    refused(Map.of("base_url", URL, "ca_file", "/no/such.pem"), "/no/such.pem cannot be read");
    refused(Map.of("base_url", URL, "ca_file", empty.toString()), "holds no certificates");
    refused(
        Map.of("base_url", URL, "ca_file", directory.toString()), directory + " cannot be read");
  }

  @Test
  void theEnvironmentAloneSetsUpAProvider() {
    Configuration configuration =
        Configuration.checked(
            SettingsFile.of(Map.of("providers.my-file.base_url", URL)),
            Map.of(
                "BULKGPT_PROVIDERS_MINE_BASE_URL", URL,
                "BULKGPT_PROVIDERS_MY_OWN_BASE_URL", URL,
                "BULKGPT_PROVIDERS_MY_OWN_MAX_CONCURRENT_REQUESTS", "300",
                "BULKGPT_PROVIDERS_MY_FILE_API_KEY", "k",
                "BULKGPT_PROVIDERS_OPENAI_API_KEY", "k"));

    assertThat(configuration.providers().all())
        .contains("openai", "simulator", "my-file", "mine", "my_own")
        .doesNotContain("my_file");
    for (String name : new String[] {"my_own", "my-own"}) {
      ProviderSettings settings = new ProviderSetup(configuration, name).read(OptionalInt.empty());
      assertThat(settings.baseUrl()).hasToString(URL);
      assertThat(settings.limits().concurrentRequests()).isEqualTo(300);
    }
  }

  private static ProviderSettings settings(Map<String, String> settings) {
    Map<String, String> file = new HashMap<>();
    settings.forEach((name, value) -> file.put("providers.mine." + name, value));
    return new ProviderSetup(Configuration.checked(SettingsFile.of(file), Map.of()), "mine")
        .read(OptionalInt.empty());
  }

  private static void refused(Map<String, String> settings, String sentence) {
    assertThatThrownBy(() -> settings(settings))
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE))
        .hasMessageContaining(sentence);
  }
}
