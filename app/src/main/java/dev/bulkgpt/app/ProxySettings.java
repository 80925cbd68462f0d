package dev.bulkgpt.app;

import dev.bulkgpt.model.ProviderSettings.Proxy;
import dev.bulkgpt.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The proxy for calls to models, as curl reads it from the environment: `https_proxy` for https
/// addresses, `http_proxy` for http ones, `all_proxy` for both, none for what `no_proxy` lists. In
/// small letters or capitals, small ones first; but `HTTP_PROXY` is not read, because a client of a
/// web server can set it (as the header `Proxy` of a CGI call).
record ProxySettings(Configuration configuration) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:(.*)@)?(\\[[^\\]]+\\]|[^:@\\[\\]]+)(?::(\\d{1,5}))?");

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int USUAL_PROXY_PORT = 1080;
  private static final int MOST_PORT = 65_535;

  private record Variable(String name, String value) {}

  /// @throws CommandFailedException when there is one for the address that cannot be used
  Optional<Proxy> proxyFor(URI address) {
    boolean https = "https".equals(address.getScheme());
    int usual = https ? HTTPS_PORT : HTTP_PORT;
    int port = address.getPort() < 0 ? usual : address.getPort();
    boolean excepted =
        first(List.of("no_proxy", "NO_PROXY"))
            .filter(it -> new NoProxy(it.value()).covers(address.getHost(), port))
            .isPresent();
    if (excepted) {
      return Optional.empty();
    }
    return first(https ? List.of("https_proxy", "HTTPS_PROXY") : List.of("http_proxy"))
        .or(() -> first(List.of("all_proxy", "ALL_PROXY")))
        .map(ProxySettings::parse);
  }

  private Optional<Variable> first(List<String> names) {
    return names.stream()
        .flatMap(name ->
            configuration.environment(name).map(value -> new Variable(name, value)).stream())
        .findFirst();
  }

  /// By hand, because passwords hold what no URI may.
  private static Proxy parse(Variable variable) {
    String text = variable.value().strip();
    int authority = text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3;
    int login = Math.max(authority, text.lastIndexOf('@'));
    int path = text.indexOf('/', login);
    Matcher form = FORM.matcher(path < 0 ? text : text.substring(0, path));
    if (!form.matches()) {
      throw wrong(variable);
    }
    String scheme = Optional.ofNullable(form.group(1)).orElse("http").toLowerCase(Locale.ROOT);
    if (scheme.startsWith("socks")) {
      throw CommandFailedException.usage(
          "%s names a SOCKS proxy, and only HTTP proxies can be used: set it to an http:// or https:// address, or except the provider's host with NO_PROXY."
              .formatted(variable.name()));
    }
    int usual = scheme.equals("https") ? HTTPS_PORT : USUAL_PROXY_PORT;
    int port = Optional.ofNullable(form.group(4)).map(Integer::parseInt).orElse(usual);
    if (!(scheme.equals("http") || scheme.equals("https")) || port < 1 || port > MOST_PORT) {
      throw wrong(variable);
    }
    try {
      return new Proxy(
          new URI(scheme + "://" + form.group(3) + ":" + port).parseServerAuthority(),
          Optional.ofNullable(form.group(2)).map(ProxySettings::login));
    } catch (URISyntaxException e) {
      throw wrong(variable);
    }
  }

  /// Name and password are percent-decoded one by one: a password may hold a colon.
  private static Secret login(String text) {
    String[] parts = text.split(":", 2);
    return new Secret(
        PercentCode.decode(parts[0])
            + ":"
            + (parts.length > 1 ? PercentCode.decode(parts[1]) : ""));
  }

  /// The value may hold a password, so it is not shown.
  private static CommandFailedException wrong(Variable variable) {
    return CommandFailedException.usage(
        variable.name() + " is not a proxy's address, such as http://proxy.example:3128.");
  }
}
