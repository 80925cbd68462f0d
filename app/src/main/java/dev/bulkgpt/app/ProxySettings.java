package dev.bulkgpt.app;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// The proxy for calls to models, as the environment names it: `HTTPS_PROXY` for https addresses,
/// none where `NO_PROXY` lists the host (names with their subdomains, or `*`).
record ProxySettings(Configuration configuration) {

  Optional<URI> proxyFor(URI address) {
    if (!"https".equals(address.getScheme()) || isExcepted(address.getHost())) {
      return Optional.empty();
    }
    return variable("HTTPS_PROXY").map(ProxySettings::parse);
  }

  private boolean isExcepted(String host) {
    for (String entry : variable("NO_PROXY").orElse("").split(",", -1)) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      if (name.startsWith(".")) {
        name = name.substring(1);
      }
      String asked = host.toLowerCase(Locale.ROOT);
      if (name.equals("*")
          || (!name.isEmpty() && (asked.equals(name) || asked.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return configuration
        .environment(name)
        .or(() -> configuration.environment(name.toLowerCase(Locale.ROOT)));
  }

  private static URI parse(String text) {
    try {
      URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
      if (proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    throw wrong();
  }

  /// The value may hold a password, so it is not shown.
  private static CommandFailedException wrong() {
    return CommandFailedException.usage(
        "HTTPS_PROXY is not a proxy's address, such as http://proxy.example:3128.");
  }
}
