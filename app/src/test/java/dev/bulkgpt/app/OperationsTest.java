package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.app.api.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The settings that docs/operations.md lists are those there are, with their defaults.
class OperationsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| ([^|]+) \\|");

  @Test
  void everySettingIsThereWithTheDefaultThatIsTold() throws IOException {
    ServerSettings usual = read(Map.of());
    ServerSettings.Limits limits = usual.limits();

    assertThat(told())
        .containsEntry("public_url", "none")
        .containsEntry("allowed_hosts", "localhost,127.0.0.1,::1")
        .containsEntry("trusted_proxies", "none")
        .containsEntry("retention_days", Long.toString(usual.retention().toDays()))
        .containsEntry("shutdown_grace_seconds", Long.toString(usual.grace().toSeconds()))
        .containsEntry("log_format", "plain")
        .containsEntry("limits.upload_bytes", Long.toString(limits.uploadBytes()))
        .containsEntry("limits.task_bytes", Long.toString(limits.taskBytes()))
        .containsEntry("limits.rows", Long.toString(limits.rows()))
        .containsEntry("limits.connections", Integer.toString(limits.maxConnections()))
        .containsEntry(
            "limits.connections_per_address", Integer.toString(limits.connectionsPerAddress()))
        .containsEntry(
            "limits.wrong_keys_per_minute", Integer.toString(limits.wrongKeysPerMinute()));
    assertThat(usual.publicUrl()).isEmpty();
    assertThat(usual.allowedHosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "::1");
    assertThat(usual.trustedProxies()).isEmpty();
    assertThat(told().keySet())
        .filteredOn(name -> name.startsWith("limits."))
        .hasSameSizeAs(ServerSettings.Limits.class.getRecordComponents());
  }

  @Test
  void everySettingIsReadUnderItsName() throws IOException {
    told()
        .forEach((name, usual) -> {
          if (usual.matches("\\d+") || name.equals("public_url")) {
            assertThatThrownBy(() -> read(Map.of(name, "never mind")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining(name);
          }
        });
    assertThat(read(Map.of("allowed_hosts", "a.example, b.example")).allowedHosts())
        .containsExactlyInAnyOrder("a.example", "b.example");
    assertThat(read(Map.of("trusted_proxies", "10.0.0.1")).trustedProxies())
        .containsExactly("10.0.0.1");
    assertThatThrownBy(() -> read(Map.of("log_format", "xml"))).hasMessageContaining("log_format");
  }

  private static ServerSettings read(Map<String, String> file) {
    return new ServerOptions(Configuration.checked(SettingsFile.of(file), Map.of()))
        .read("127.0.0.1", 0);
  }

  private static Map<String, String> told() throws IOException {
    Map<String, String> told = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../docs/operations.md")));
    while (row.find() && !row.group(1).startsWith("bulkgpt_")) {
      told.put(row.group(1), row.group(2).strip().replace("`", ""));
    }
    return told;
  }
}
