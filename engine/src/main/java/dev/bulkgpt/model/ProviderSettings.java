package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One configured provider.
///
/// @param name the part of a model's name before the slash
/// @param baseUrl what `/chat/completions` is appended to; the operator's choice, not guarded
/// @param proxy what calls go through; empty: straight
/// @param headers sent with each call besides the key
public record ProviderSettings(
    String name,
    URI baseUrl,
    Optional<Secret> key,
    Map<String, String> headers,
    Limits limits,
    Timeouts timeouts,
    Optional<URI> proxy) {

  public ProviderSettings {
    headers = Map.copyOf(headers);
  }

  /// @param connect until the connection stands
  /// @param call until the answer is read, all in all
  public record Timeouts(Duration connect, Duration call) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(120));
  }
}
