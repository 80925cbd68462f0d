package dev.bulkgpt.app;

import dev.bulkgpt.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
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
    String url = given(server, "BULKGPT_SERVER").orElse(USUAL_SERVER);
    String secret =
        given(key, "BULKGPT_KEY")
            .orElseThrow(
                () -> CommandFailedException.usage("A key is needed: --key, or BULKGPT_KEY."));
    if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CommandFailedException.usage("That is no key: it has letters no key has.");
    }
    return new ServerClient(address(url), new Secret(secret));
  }

  private static Optional<String> given(@Nullable String option, String variable) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .filter(text -> !text.isBlank());
  }

  private static URI address(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme();
      if (url.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw noAddress(text);
    }
    throw noAddress(text);
  }

  private static CommandFailedException noAddress(String text) {
    return CommandFailedException.usage(
        "A server's URL looks like http://127.0.0.1:8080, not `" + text + "`.");
  }
}
