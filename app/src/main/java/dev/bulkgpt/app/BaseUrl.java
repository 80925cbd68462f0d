package dev.bulkgpt.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Reads where a provider is, as people paste it: with blanks around, with the path of a call at
/// the end, with a query that belongs to every call (Azure's `api-version`).
final class BaseUrl {

  private static final String CALL = "/chat/completions";

  private BaseUrl() {}

  private static final int MOST_PORT = 65_535;

  /// Empty when it is no address of an HTTP server. One with a name and password is none: they
  /// would be shown, and not sent.
  static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (url.getHost() == null
          || url.getUserInfo() != null
          || url.getPort() > MOST_PORT
          || !(scheme.equals("http") || scheme.equals("https"))) {
        return Optional.empty();
      }
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      return Optional.of(
          new URI(scheme + "://" + url.getRawAuthority() + path(url.getRawPath()) + query));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String path(String path) {
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return bare.endsWith(CALL) ? bare.substring(0, bare.length() - CALL.length()) : path;
  }
}
