package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.LazyLineParser;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// The HTTP client of a provider: a connection for each call in flight, kept alive; small buffers,
/// for there may be thousands; header lines read only when asked for; no retries, redirects,
/// cookies or compression behind our back. Calls end in time by [Deadlines] alone: a time-out of
/// each read would cost a timer of the scheduler every time.
final class HttpClientSetup {

  /// The permits bound the calls, so this only must not be less.
  private static final int MAX_CONNECTIONS = 20_000;

  private static final Http1Config HTTP = Http1Config.custom().setBufferSize(2048).build();

  private HttpClientSetup() {}

  static CloseableHttpClient client(ProviderSettings settings) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(HTTP)
                    .responseParserFactory(
                        new DefaultHttpResponseParserFactory(HTTP, LazyLineParser.INSTANCE, null))
                    .build())
            .setDefaultSocketConfig(
                SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(Timeout.DISABLED).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                    .build());
    connections.setTlsSocketStrategy(tls(settings));
    // The chain of the full client was a quarter of what a call costs; the minimal one knows no
    // proxy.
    return settings
        .network()
        .proxy()
        .map(proxy -> through(proxy, connections.build()))
        .orElseGet(() -> HttpClients.createMinimal(connections.build()));
  }

  /// A proxy is asked once, whatever it answers; what it refuses is a [ProxyRefusedException].
  private static CloseableHttpClient through(
      ProviderSettings.Proxy proxy, HttpClientConnectionManager connections) {
    URI address = proxy.address();
    HttpHost host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
    HttpClientBuilder client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setProxy(host)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .disableConnectionState();
    new ProxyRefusals(host, proxy.login().isPresent()).watch(client);
    proxy
        .login()
        .ifPresent(
            login -> client.addExecInterceptorFirst("proxy login", new ProxyLogin(host, login)));
    return client.build();
  }

  private static TlsSocketStrategy tls(ProviderSettings settings) {
    boolean needed =
        "https".equals(settings.baseUrl().getScheme())
            || settings
                .network()
                .proxy()
                .filter(proxy -> "https".equals(proxy.address().getScheme()))
                .isPresent();
    if (!needed) {
      return (socket, target, port, attachment, context) -> {
        throw new SSLException("the base URL begins with http:, so nothing here speaks TLS");
      };
    }
    ServerTrust trust =
        ServerTrust.of(
            settings.network().caFile().map(HttpClientSetup::certificates).orElse(List.of()),
            SystemCertificates.of(System.getenv()));
    return new DefaultClientTlsStrategy(
        trust.context(),
        HostnameVerificationPolicy.BOTH,
        HttpsSupport.getDefaultHostnameVerifier());
  }

  /// Whoever reads the settings has looked at the file; it went away since.
  private static List<X509Certificate> certificates(Path file) {
    try {
      return CertificateFile.read(file);
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("the certificates in " + file + " cannot be read", e);
    }
  }
}
