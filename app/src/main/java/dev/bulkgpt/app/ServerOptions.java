package dev.bulkgpt.app;

import dev.bulkgpt.app.api.ServerSettings;
import java.time.Duration;
import java.util.Set;

/// Reads the server's settings from the configuration.
record ServerOptions(Configuration configuration) {

  private static final Set<String> USUAL_HOSTS = Set.of("localhost", "127.0.0.1", "::1");
  private static final long USUAL_RETENTION_DAYS = 30;
  private static final long USUAL_GRACE_SECONDS = 30;

  ServerSettings read(String host, int port) {
    ServerSettings.Limits usual = ServerSettings.Limits.DEFAULT;
    return new ServerSettings(
        host,
        port,
        configuration.get(Settings.PUBLIC_URL),
        configuration.get(Settings.ALLOWED_HOSTS).orElse(USUAL_HOSTS),
        configuration.get(Settings.TRUSTED_PROXIES).orElse(Set.of()),
        new ServerSettings.Limits(
            number(Settings.UPLOAD_BYTES, usual.uploadBytes()),
            number(Settings.TASK_BYTES, usual.taskBytes()),
            (int) number(Settings.CONNECTIONS_PER_ADDRESS, usual.connectionsPerAddress()),
            (int) number(Settings.WRONG_KEYS_PER_MINUTE, usual.wrongKeysPerMinute()),
            (int) number(Settings.CONNECTIONS, usual.maxConnections()),
            number(Settings.ROWS, usual.rows())),
        Duration.ofDays(number(Settings.RETENTION_DAYS, USUAL_RETENTION_DAYS)),
        Duration.ofSeconds(number(Settings.SHUTDOWN_GRACE_SECONDS, USUAL_GRACE_SECONDS)));
  }

  private long number(Setting<Long> setting, long usual) {
    return configuration.get(setting).orElse(usual);
  }
}
