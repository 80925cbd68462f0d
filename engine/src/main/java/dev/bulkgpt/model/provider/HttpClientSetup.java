package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ProviderSettings;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
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
    if ("http".equals(settings.baseUrl().getScheme())) {
      // Reading the trusted certificates takes a tenth of a second that such an address has no use
      // for.
      connections.setTlsSocketStrategy((socket, target, port, attachment, context) -> {
        throw new SSLException("the base URL begins with http:, so nothing here speaks TLS");
      });
    }
    // The chain of the full client was a quarter of what a call costs; the minimal one knows no
    // proxy.
    return settings
        .network()
        .proxy()
        .map(proxy -> through(proxy.address(), connections.build()))
        .orElseGet(() -> HttpClients.createMinimal(connections.build()));
  }

  private static CloseableHttpClient through(URI proxy, HttpClientConnectionManager connections) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setProxy(host(proxy))
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .disableConnectionState()
        .build();
  }

  private static HttpHost host(URI proxy) {
    return new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort());
  }
}
