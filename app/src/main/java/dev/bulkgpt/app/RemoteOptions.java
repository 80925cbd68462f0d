package dev.bulkgpt.app;

import dev.bulkgpt.model.Secret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command talks to, and with which key.
final class RemoteOptions {

  private static final String USUAL_SERVER = "http://127.0.0.1:8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server; BULKGPT_SERVER, else " + USUAL_SERVER + ", when not given.")
  private @Nullable String server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The API key; BULKGPT_KEY when not given (better: other users of the machine can read"
              + " a command line).")
  private @Nullable String key;

  ServerClient connect() {
    Configuration configuration = Configuration.of(System.getenv());
    URI url =
        given(server)
            .map(RemoteOptions::address)
            .or(() -> configuration.get(Settings.SERVER))
            .orElseGet(() -> address(USUAL_SERVER));
    String secret =
        given(key)
            .or(() -> configuration.get(Settings.KEY))
            .orElseThrow(
                () -> CommandFailedException.usage("A key is needed: --key, or BULKGPT_KEY."));
    if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CommandFailedException.usage("That is no key: it has letters no key has.");
    }
    return new ServerClient(url, new Secret(secret));
  }

  private static Optional<String> given(@Nullable String option) {
    return Optional.ofNullable(option).filter(text -> !text.isBlank());
  }

  private static URI address(String text) {
    return Settings.SERVER
        .value()
        .read(text)
        .orElseThrow(
            () -> CommandFailedException.usage(Settings.SERVER.value().refusal("--server", text)));
  }
}
