package dev.bulkgpt.model.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates that the operating system trusts, in one file: the one that `SSL_CERT_FILE`
/// names, as OpenSSL's programs read it, else the one at a usual place.
///
/// @param named by the environment
record SystemCertificates(Optional<Path> named) {

  private static final Logger LOG = LoggerFactory.getLogger(SystemCertificates.class);

  private static final List<Path> USUAL =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"), // Debian, Alpine, Arch
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"), // Red Hat
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/ca-bundle.pem"), // SUSE
          Path.of("/opt/homebrew/etc/ca-certificates/cert.pem"),
          Path.of("/usr/local/etc/ca-certificates/cert.pem"),
          Path.of("/etc/ssl/cert.pem")); // macOS, BSD

  static SystemCertificates of(Map<String, String> environment) {
    return new SystemCertificates(
        Optional.ofNullable(environment.get("SSL_CERT_FILE"))
            .filter(name -> !name.isBlank())
            .map(Path::of));
  }

  /// Empty when the system keeps none where we look.
  List<X509Certificate> read() {
    Optional<Path> file = named.or(() -> USUAL.stream().filter(Files::isReadable).findFirst());
    if (file.isEmpty()) {
      return List.of();
    }
    try {
      return CertificateFile.readable(file.get());
    } catch (IOException e) {
      LOG.warn("the system's certificates in {} cannot be read", file.get());
      return List.of();
    }
  }
}
