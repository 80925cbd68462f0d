package dev.bulkgpt.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Who is at the other end, and how that end calls us. `X-Forwarded-*` counts only from a trusted
/// proxy; a host counts only when it is allowed, for whoever may choose the host chooses where the
/// links in our answers lead.
final class Peers {

  private final ServerSettings settings;

  Peers(ServerSettings settings) {
    this.settings = settings;
  }

  /// The client's address.
  String address(HttpServletRequest request) {
    String remote = request.getRemoteAddr();
    if (!settings.trustedProxies().contains(remote)) {
      return remote;
    }
    String forwarded = request.getHeader("X-Forwarded-For");
    if (forwarded == null) {
      return remote;
    }
    // The last entry is the one our own proxy wrote.
    String[] hops = forwarded.split(",", -1);
    String last = hops[hops.length - 1].strip();
    return last.isEmpty() ? remote : last;
  }

  /// The server's base URL as the client may use it, without a slash at the end.
  String baseUrl(HttpServletRequest request) {
    if (settings.publicUrl().isPresent()) {
      return settings.publicUrl().get().toString().replaceAll("/+$", "");
    }
    boolean proxied = settings.trustedProxies().contains(request.getRemoteAddr());
    String scheme =
        proxied && "https".equals(request.getHeader("X-Forwarded-Proto")) ? "https" : "http";
    String host =
        Optional.ofNullable(proxied ? request.getHeader("X-Forwarded-Host") : null)
            .orElseGet(() -> request.getHeader("Host"));
    return allowed(scheme, host).orElseGet(() -> "http://localhost:" + request.getLocalPort());
  }

  private Optional<String> allowed(String scheme, String host) {
    try {
      URI url = new URI(scheme + "://" + host);
      String name = url.getHost();
      boolean plain =
          name != null
              && url.getRawUserInfo() == null
              && url.getRawPath().isEmpty()
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return plain && settings.allowedHosts().contains(name.replaceAll("^\\[|]$", ""))
          ? Optional.of(url.toString())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
