package dev.bulkgpt.model.provider;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts a server that any of its stores trusts. They are asked in turn, and each is read when
/// those before it did not trust a server: reading one takes up to a tenth of a second. Every store
/// checks the host's name too, where the connection asks for it. Safe for use by many threads.
final class ServerTrust extends X509ExtendedTrustManager {

  /// Certificates to trust.
  @FunctionalInterface
  interface Store {
    /// Empty: none, and nothing is trusted by it.
    Optional<X509ExtendedTrustManager> read() throws GeneralSecurityException;
  }

  @FunctionalInterface
  private interface Check {
    void by(X509ExtendedTrustManager manager) throws CertificateException;
  }

  private final List<Store> stores;
  private final ConcurrentMap<Store, Optional<X509ExtendedTrustManager>> read =
      new ConcurrentHashMap<>();

  ServerTrust(List<Store> stores) {
    this.stores = List.copyOf(stores);
  }

  /// The Java machine's own store, then these certificates, then the system's.
  static ServerTrust of(List<X509Certificate> own, SystemCertificates system) {
    return new ServerTrust(
        List.of(
            () -> trusting(null),
            () -> own.isEmpty() ? Optional.empty() : trusting(storeOf(own)),
            () -> {
              List<X509Certificate> certificates = system.read();
              return certificates.isEmpty() ? Optional.empty() : trusting(storeOf(certificates));
            }));
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    any(manager -> manager.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    any(manager -> manager.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    any(manager -> manager.checkServerTrusted(chain, authType));
  }

  private void any(Check check) throws CertificateException {
    CertificateException untrusted = new CertificateException("no certificate is trusted here");
    boolean known = false;
    for (Store store : stores) {
      Optional<X509ExtendedTrustManager> manager = manager(store);
      if (manager.isPresent()) {
        try {
          check.by(manager.get());
          return;
        } catch (CertificateException e) {
          // Who knows the issuer knows better what is wrong than who does not.
          if (!known) {
            untrusted = e;
            known = !isUnknownIssuer(e);
          }
        }
      }
    }
    throw untrusted;
  }

  private static boolean isUnknownIssuer(CertificateException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  private Optional<X509ExtendedTrustManager> manager(Store store) throws CertificateException {
    Optional<X509ExtendedTrustManager> known = read.get(store);
    if (known == null) {
      try {
        known = store.read();
      } catch (GeneralSecurityException e) {
        throw new CertificateException("the trusted certificates cannot be used", e);
      }
      read.put(store, known);
    }
    return known;
  }

  /// @param certificates null: the Java machine's own
  private static Optional<X509ExtendedTrustManager> trusting(@Nullable KeyStore certificates)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst();
  }

  private static KeyStore storeOf(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException("an empty key store reads nothing", e);
    }
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), certificates.get(i));
    }
    return store;
  }

  /// Servers alone are judged here.
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  /// For servers that choose among clients; nobody is told whom this one trusts.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
