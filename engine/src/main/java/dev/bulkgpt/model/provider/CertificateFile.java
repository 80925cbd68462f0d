package dev.bulkgpt.model.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads certificates in PEM (RFC 7468); what stands between them is no matter.
public final class CertificateFile {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateFile.class);
  private static final int MAX_BYTES = 8 << 20;
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private CertificateFile() {}

  /// @return at least one
  /// @throws CertificateException when one is broken, or there is none
  public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String pem : blocks(file)) {
      certificates.add(certificate(pem));
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no certificate in PEM");
    }
    return certificates;
  }

  /// Those that can be read: one broken among a system's hundred must not cost the others.
  static List<X509Certificate> readable(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String pem : blocks(file)) {
      try {
        certificates.add(certificate(pem));
      } catch (CertificateException e) {
        LOG.debug("a certificate in {} cannot be read", file, e);
      }
    }
    return certificates;
  }

  private static List<String> blocks(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it is larger than " + (MAX_BYTES >> 20) + " MB");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return CERTIFICATE.matcher(text).results().map(MatchResult::group).toList();
  }

  private static X509Certificate certificate(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
