package dev.bulkgpt.app;

import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.provider.CertificateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one provider's settings: from the configuration, else from the environment names everybody
/// uses, else what is known of it.
record ProviderSetup(Configuration configuration, String name) {

  static final Set<String> SETTINGS =
      Set.of(
          "kind",
          "base_url",
          "api_key",
          "headers",
          "max_requests_per_minute",
          "max_tokens_per_minute",
          "max_concurrent_requests",
          "ca_file",
          "structured_output",
          "output_limit_name",
          "temperature",
          "system_role",
          "connect_timeout_seconds",
          "call_timeout_seconds");

  /// RFC 9110, 5.1 and 5.5.
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  private static final long MAX_PER_MINUTE = 1_000_000_000_000L;
  private static final long MAX_CONCURRENT = 20_000;
  private static final long MAX_TIMEOUT_SECONDS = 3_600;

  /// @param ceiling on calls at once
  /// @throws CommandFailedException when something is missing or wrong
  ProviderSettings read(OptionalInt ceiling) {
    checkNames();
    URI baseUrl = baseUrl();
    return new ProviderSettings(
        name,
        baseUrl,
        key(baseUrl).map(Secret::new),
        headers(),
        limits(ceiling),
        timeouts(),
        new ProviderSettings.Network(
            new ProxySettings(configuration).proxyFor(baseUrl), certificates()),
        new RequestFormSetup(name, this::setting).read(baseUrl));
  }

  /// Looked into here already, so that a wrong file is said before anything is called.
  private Optional<Path> certificates() {
    Optional<Path> file = setting("ca_file").map(text -> Path.of(text.strip()));
    file.ifPresent(path -> {
      try {
        CertificateFile.read(path);
      } catch (IOException e) {
        throw wrongCertificates(path, "cannot be read");
      } catch (CertificateException e) {
        throw wrongCertificates(path, "holds no certificates in PEM that can be used");
      }
    });
    return file;
  }

  private CommandFailedException wrongCertificates(Path path, String how) {
    return CommandFailedException.usage(
        "providers.%s.ca_file: the file %s %s. It needs the certificate of the authority that signed the server's, between lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----."
            .formatted(name, path, how));
  }

  /// Where it is.
  URI baseUrl() {
    Optional<KnownProvider> known = KnownProvider.named(name);
    String configured =
        setting("base_url")
            .or(() -> known.flatMap(it -> configuration.environment(it.baseUrlVariable())))
            .orElseGet(() ->
                known
                    .map(it -> it.baseUrl().toString())
                    .orElseThrow(() ->
                        CommandFailedException.usage(
                            "There is no provider `%s`. Known are %s; any other needs providers.%s.base_url in the configuration."
                                .formatted(name, KnownProvider.allNames(), name))));
    return BaseUrl.parse(configured).orElseThrow(() -> wrongUrl(configured));
  }

  /// A password in it is not shown.
  private CommandFailedException wrongUrl(String configured) {
    return CommandFailedException.usage(
        "The base URL of provider %s must begin with http:// or https:// and a host, with no name, password or blank in it and a port up to 65535, not `%s`."
            .formatted(name, configured.replaceAll("//[^/@]*@", "//***@")));
  }

  private Optional<String> key(URI baseUrl) {
    Optional<KnownProvider> known = KnownProvider.named(name);
    Optional<String> key =
        setting("api_key")
            .or(() -> known.flatMap(it -> configuration.environment(it.keyVariable())));
    if (key.isEmpty() && known.filter(it -> it.needsKeyAt(baseUrl)).isPresent()) {
      throw CommandFailedException.missing(
          known.orElseThrow().keyVariable(),
          "The provider %s needs an API key: set the environment variable %s."
              .formatted(name, known.orElseThrow().keyVariable()));
    }
    return key;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    for (String header : configuration.namesBelow("providers." + name + ".headers")) {
      String value = setting("headers." + header).orElse("");
      if (!HEADER_NAME.matcher(header).matches() || !HEADER_VALUE.matcher(value).matches()) {
        throw CommandFailedException.usage(
            "providers.%s.headers: `%s` is no header that can be sent: a name has letters, digits and dashes, a value visible ASCII characters and blanks."
                .formatted(name, header));
      }
      headers.put(header, value);
    }
    return headers;
  }

  /// What its key allows.
  ///
  /// @param ceiling of calls at once; where none is configured it takes the default's place
  Limits limits(OptionalInt ceiling) {
    long usual = ceiling.orElse(Limits.DEFAULT_CONCURRENT_REQUESTS);
    return new Limits(
            number("max_requests_per_minute", MAX_PER_MINUTE),
            number("max_tokens_per_minute", MAX_PER_MINUTE),
            (int)
                number("max_concurrent_requests", MAX_CONCURRENT)
                    .orElse(Math.min(usual, MAX_CONCURRENT)))
        .atMost(ceiling);
  }

  private ProviderSettings.Timeouts timeouts() {
    ProviderSettings.Timeouts usual = ProviderSettings.Timeouts.DEFAULT;
    return new ProviderSettings.Timeouts(
        seconds("connect_timeout_seconds", usual.connect()),
        seconds("call_timeout_seconds", usual.call()));
  }

  private Duration seconds(String setting, Duration usual) {
    OptionalLong configured = number(setting, MAX_TIMEOUT_SECONDS);
    return configured.isPresent() ? Duration.ofSeconds(configured.getAsLong()) : usual;
  }

  private OptionalLong number(String setting, long most) {
    Optional<String> text = setting(setting);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get().strip());
      if (number >= 1 && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      throw wrongNumber(setting, most, text.get());
    }
    throw wrongNumber(setting, most, text.get());
  }

  private CommandFailedException wrongNumber(String setting, long most, String text) {
    return CommandFailedException.usage(
        "providers.%s.%s is a whole number from 1 to %,d, not `%s`."
            .formatted(name, setting, most, text));
  }

  private Optional<String> setting(String setting) {
    return configuration.get("providers." + name + "." + setting);
  }

  private void checkNames() {
    for (String setting : configuration.namesBelow("providers." + name)) {
      if (!SETTINGS.contains(setting)) {
        throw CommandFailedException.usage(
            "providers.%s.%s is no setting of a provider; they are %s."
                .formatted(name, setting, String.join(", ", SETTINGS.stream().sorted().toList())));
      }
    }
    setting("kind")
        .filter(kind -> !kind.equals("openai"))
        .ifPresent(kind -> {
          throw CommandFailedException.usage(
              "providers.%s.kind can only be `openai` (whatever speaks its chat completions), not `%s`."
                  .formatted(name, kind));
        });
  }
}
