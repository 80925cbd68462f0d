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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads one provider's settings: from the configuration, else from the environment names everybody
/// uses, else what is known of it.
record ProviderSetup(Configuration configuration, String name) {

  /// RFC 9110, 5.1 and 5.5.
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /// @param ceiling on calls at once
  /// @throws CommandFailedException when something is missing or wrong
  ProviderSettings read(OptionalInt ceiling) {
    setting(Settings.KIND);
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
        new RequestFormSetup(configuration, name).read(baseUrl));
  }

  /// Looked into here already, so that a wrong file is said before anything is called.
  private Optional<Path> certificates() {
    Optional<Path> file = setting(Settings.CA_FILE);
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
    return setting(Settings.BASE_URL)
        .or(() -> KnownProvider.named(name).map(this::baseUrl))
        .orElseThrow(() ->
            CommandFailedException.usage(
                "There is no provider `%s`. Known are %s; any other needs %s in the configuration."
                    .formatted(name, KnownProvider.allNames(), Settings.BASE_URL.path(name))));
  }

  private URI baseUrl(KnownProvider known) {
    Optional<String> moved = configuration.environment(known.baseUrlVariable());
    return moved
        .map(text ->
            Settings.BASE_URL
                .value()
                .read(text)
                .orElseThrow(() ->
                    CommandFailedException.usage(
                        Settings.BASE_URL.value().refusal(known.baseUrlVariable(), text))))
        .orElse(known.baseUrl());
  }

  private Optional<String> key(URI baseUrl) {
    Optional<KnownProvider> known = KnownProvider.named(name);
    Optional<String> key =
        setting(Settings.API_KEY)
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
    Map<String, String> headers = configuration.headers(name);
    for (String header : headers.keySet()) {
      if (!HEADER_NAME.matcher(header).matches()) {
        throw CommandFailedException.usage(
            "providers.%s.headers: `%s` is no header that can be sent: a name has letters, digits and dashes."
                .formatted(name, header));
      }
    }
    return headers;
  }

  /// What its key allows.
  ///
  /// @param ceiling of calls at once; where none is configured it takes the default's place
  Limits limits(OptionalInt ceiling) {
    long usual =
        Math.min(ceiling.orElse(Limits.DEFAULT_CONCURRENT_REQUESTS), Settings.MOST_CONCURRENT);
    return new Limits(
            number(Settings.MAX_REQUESTS_PER_MINUTE),
            number(Settings.MAX_TOKENS_PER_MINUTE),
            (int) number(Settings.MAX_CONCURRENT_REQUESTS).orElse(usual))
        .atMost(ceiling);
  }

  private ProviderSettings.Timeouts timeouts() {
    ProviderSettings.Timeouts usual = ProviderSettings.Timeouts.DEFAULT;
    return new ProviderSettings.Timeouts(
        setting(Settings.CONNECT_TIMEOUT_SECONDS).map(Duration::ofSeconds).orElse(usual.connect()),
        setting(Settings.CALL_TIMEOUT_SECONDS).map(Duration::ofSeconds).orElse(usual.call()));
  }

  private OptionalLong number(Setting<Long> setting) {
    return setting(setting).stream().mapToLong(Long::longValue).findFirst();
  }

  private <T> Optional<T> setting(Setting<T> setting) {
    return configuration.get(setting, name);
  }
}
