package dev.bulkgpt.app;

import dev.bulkgpt.app.api.ServerSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the server's settings from the configuration.
record ServerOptions(Configuration configuration) {

  private static final int USUAL_RETENTION_DAYS = 30;
  private static final int USUAL_GRACE_SECONDS = 30;

  ServerSettings read(String host, int port) {
    ServerSettings.Limits usual = ServerSettings.Limits.DEFAULT;
    return new ServerSettings(
        host,
        port,
        publicUrl(),
        names("allowed_hosts", "localhost,127.0.0.1,::1"),
        names("trusted_proxies", ""),
        new ServerSettings.Limits(
            number("limits.upload_bytes", usual.uploadBytes()),
            number("limits.task_bytes", usual.taskBytes()),
            (int) number("limits.connections_per_address", usual.connectionsPerAddress()),
            (int) number("limits.wrong_keys_per_minute", usual.wrongKeysPerMinute()),
            (int) number("limits.connections", usual.maxConnections()),
            number("limits.rows", usual.rows())),
        Duration.ofDays(number("retention_days", USUAL_RETENTION_DAYS)),
        Duration.ofSeconds(number("shutdown_grace_seconds", USUAL_GRACE_SECONDS)));
  }

  private Optional<URI> publicUrl() {
    return configuration
        .get("public_url")
        .map(text -> {
          try {
            URI url = new URI(text);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
              return url;
            }
          } catch (URISyntaxException e) {
            throw wrongUrl();
          }
          throw wrongUrl();
        });
  }

  private static CommandFailedException wrongUrl() {
    return CommandFailedException.usage("public_url begins with http:// or https://.");
  }

  private Set<String> names(String setting, String usual) {
    return Arrays.stream(configuration.get(setting).orElse(usual).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private long number(String setting, long usual) {
    Optional<String> text = configuration.get(setting);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      long number = Long.parseLong(text.get().strip());
      if (number >= 1 && number <= 1L << 50) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrongNumber(setting, text.get());
    }
    throw wrongNumber(setting, text.get());
  }

  private static CommandFailedException wrongNumber(String setting, String text) {
    return CommandFailedException.usage(
        "%s is a whole number from 1, not `%s`.".formatted(setting, text));
  }
}
