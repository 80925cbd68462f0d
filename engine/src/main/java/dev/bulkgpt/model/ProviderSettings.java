package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One configured provider.
///
/// @param name the part of a model's name before the slash
/// @param baseUrl what `/chat/completions` is appended to, before its query if it has one; the
///   operator's choice, not guarded
/// @param headers sent with each call besides the key
/// @param form how requests are spelled, until a model's refusals teach better
public record ProviderSettings(
    String name,
    URI baseUrl,
    Optional<Secret> key,
    Map<String, String> headers,
    Limits limits,
    Timeouts timeouts,
    Network network,
    RequestForm form) {

  public ProviderSettings {
    headers = Map.copyOf(headers);
  }

  /// @param connect until the connection stands
  /// @param call until the answer is read, all in all
  public record Timeouts(Duration connect, Duration call) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(120));
  }

  /// The way to it.
  ///
  /// @param proxy what calls go through; empty: straight
  /// @param caFile certificates (PEM) that are trusted besides the usual ones
  public record Network(Optional<Proxy> proxy, Optional<Path> caFile) {
    public static final Network DIRECT = new Network(Optional.empty(), Optional.empty());
  }

  /// An HTTP proxy.
  ///
  /// @param address scheme, host and port, and nothing else
  /// @param login `name:password`, sent as Basic authentication (RFC 7617)
  public record Proxy(URI address, Optional<Secret> login) {}
}
