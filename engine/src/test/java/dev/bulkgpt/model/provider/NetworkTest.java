package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.ProviderSettings.Network;
import dev.bulkgpt.model.ProviderSettings.Proxy;
import dev.bulkgpt.model.ProviderSettings.Timeouts;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.model.limit.Limits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The way to a provider: whom it trusts, and how it goes through a proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkTest {

  private static final Optional<Secret> LOGIN = Optional.of(new Secret("anna:p:w"));
  private static final String SHOWN =
      "Basic " + Base64.getEncoder().encodeToString("anna:p:w".getBytes(StandardCharsets.US_ASCII));

  private TestCertificate ours;
  private TestCertificate others;

  @BeforeAll
  void makeCertificates(@TempDir Path directory) throws Exception {
    ours = TestCertificate.make(directory, "ip:127.0.0.1,dns:localhost");
    others = TestCertificate.make(directory, "dns:other.example");
  }

  @Test
  void aCertificateOfAnAuthorityOfOnesOwnIsTrustedWithItsFileAlone() throws Exception {
    try (HttpTestServer server = HttpTestServer.tls(ours.context(), _ -> HttpTestServer.ANSWER)) {
      assertThat(ask("https", server, Network.DIRECT)).isInstanceOf(ModelFailure.class);
      assertThat(ask("https", server, trusting(others))).isInstanceOf(ModelFailure.class);
      assertThat(server.heads()).isEmpty();

      assertThat(ask("https", server, trusting(ours))).isInstanceOf(ModelReply.class);
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
    try (HttpTestServer server = HttpTestServer.tls(others.context(), _ -> HttpTestServer.ANSWER)) {
      assertThat(ask("https", server, trusting(others))).isInstanceOf(ModelFailure.class);
      assertThat(server.heads()).isEmpty();
    }
  }

  @Test
  void theSystemsCertificatesAreReadOnlyWhenNoOtherStoreTrusts() throws Exception {
    X509Certificate[] chain = {ours.certificate()};
    AtomicInteger read = new AtomicInteger();
    ServerTrust first =
        new ServerTrust(List.of(() -> manager(ours), () -> counted(read, manager(others))));
    first.checkServerTrusted(chain, "ECDHE_ECDSA");
    assertThat(read).hasValue(0);

    ServerTrust second =
        new ServerTrust(List.of(() -> manager(others), () -> counted(read, manager(ours))));
    second.checkServerTrusted(chain, "ECDHE_ECDSA");
    second.checkServerTrusted(chain, "ECDHE_ECDSA");
    assertThat(read).hasValue(1);
  }

  @Test
  void theSystemsFileIsTheOneThatTheEnvironmentNames() throws Exception {
    X509Certificate[] chain = {ours.certificate()};
    ServerTrust trust =
        ServerTrust.of(
            List.of(), SystemCertificates.of(Map.of("SSL_CERT_FILE", ours.pem().toString())));
    trust.checkServerTrusted(chain, "ECDHE_ECDSA");

    ServerTrust without =
        ServerTrust.of(
            List.of(), SystemCertificates.of(Map.of("SSL_CERT_FILE", others.pem().toString())));
    assertThatThrownBy(() -> without.checkServerTrusted(chain, "ECDHE_ECDSA"))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aProxyIsShownNameAndPasswordWithTheFirstRequestAndTheServerNeverSeesThem() throws Exception {
    try (HttpTestServer server = HttpTestServer.tls(ours.context(), _ -> HttpTestServer.ANSWER);
        HttpTestServer proxy = HttpTestServer.plain(_ -> HttpTestServer.TUNNEL)) {
      assertThat(ask("https", server, through("http", proxy, LOGIN)))
          .isInstanceOf(ModelReply.class);

      assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT ").contains(SHOWN);
      assertThat(server.heads()).singleElement().asString().doesNotContain("Proxy-Auth");
    }
  }

  @Test
  void aProxyMayBeSpokenToInTls() throws Exception {
    try (HttpTestServer server = HttpTestServer.tls(ours.context(), _ -> HttpTestServer.ANSWER);
        HttpTestServer proxy = HttpTestServer.tls(ours.context(), _ -> HttpTestServer.TUNNEL)) {
      assertThat(ask("https", server, through("https", proxy, LOGIN)))
          .isInstanceOf(ModelReply.class);
      assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT ").contains(SHOWN);
    }
  }

  @Test
  void anHttpAddressIsAskedForAtTheProxy() throws Exception {
    try (HttpTestServer server = HttpTestServer.plain(_ -> HttpTestServer.ANSWER);
        HttpTestServer proxy = HttpTestServer.plain(_ -> HttpTestServer.ANSWER)) {
      assertThat(ask("http", server, through("http", proxy, LOGIN))).isInstanceOf(ModelReply.class);

      assertThat(server.heads()).isEmpty();
      assertThat(proxy.heads())
          .singleElement()
          .asString()
          .startsWith("POST http://127.0.0.1:" + server.port() + "/v1/chat/completions HTTP/1.1")
          .contains(SHOWN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https, 407 Proxy Authentication Required, false, wants a name and a password",
    "https, 407 Proxy Authentication Required, true, does not accept the name and password",
    "http, 407 Proxy Authentication Required, true, does not accept the name and password",
    "https, 401 Unauthorized, true, did not let the call through (status 401)",
    "https, 403 Forbidden, false, did not let the call through (status 403)",
    "https, 502 Bad Gateway, true, did not let the call through (status 502)",
  })
  void aProxyThatRefusesIsAskedOnceAndIsNotTakenForTheProvider(
      String scheme, String status, boolean login, String sentence) throws Exception {
    String refusal = HttpTestServer.answer(status, "no", "Proxy-Authenticate: Basic realm=\"x\"");
    try (HttpTestServer server = HttpTestServer.tls(ours.context(), _ -> HttpTestServer.ANSWER);
        HttpTestServer proxy = HttpTestServer.plain(_ -> refusal);
        CloseableHttpClient client =
            HttpClientSetup.client(
                settings(
                    scheme, server, through("http", proxy, login ? LOGIN : Optional.empty())))) {
      HttpHost host = new HttpHost(scheme, "127.0.0.1", server.port());

      assertThatThrownBy(
              () -> client.execute(host, new HttpPost("/v1"), response -> response.getCode()))
          .isInstanceOf(ProxyRefusedException.class)
          .hasMessage("the proxy 127.0.0.1:" + proxy.port() + " " + sentence);
      assertThat(proxy.heads()).hasSize(1);
      assertThat(server.heads()).isEmpty();
    }
  }

  @Test
  void whatTheProviderRefusesBehindAProxyIsItsOwnAnswer() throws Exception {
    String refusal = HttpTestServer.answer("403 Forbidden", "{}");
    try (HttpTestServer server = HttpTestServer.tls(ours.context(), _ -> refusal);
        HttpTestServer proxy = HttpTestServer.plain(_ -> HttpTestServer.TUNNEL)) {
      assertThat(ask("https", server, through("http", proxy, Optional.empty())))
          .isInstanceOf(ModelFailure.Disputed.class);
    }
  }

  private static Optional<X509ExtendedTrustManager> manager(TestCertificate trusted) {
    try {
      return Optional.of(
          ServerTrust.of(
              List.of(trusted.certificate()), new SystemCertificates(Optional.of(trusted.pem()))));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T counted(AtomicInteger count, T value) {
    count.incrementAndGet();
    return value;
  }

  private static Network trusting(TestCertificate certificate) {
    return new Network(Optional.empty(), Optional.of(certificate.pem()));
  }

  private Network through(String scheme, HttpTestServer proxy, Optional<Secret> login) {
    URI address = URI.create(scheme + "://127.0.0.1:" + proxy.port());
    return new Network(Optional.of(new Proxy(address, login)), Optional.of(ours.pem()));
  }

  private static ModelAnswer ask(String scheme, HttpTestServer server, Network network)
      throws InterruptedException {
    try (Provider provider = new OpenAi(settings(scheme, server, network))) {
      return provider
          .ask(
              new ModelRequest(
                  new ModelId("test", "m"),
                  List.of(new Message(Message.Role.USER, "Say ok.")),
                  Optional.empty()))
          .answer();
    }
  }

  private static ProviderSettings settings(String scheme, HttpTestServer server, Network network) {
    return new ProviderSettings(
        "test",
        URI.create(scheme + "://127.0.0.1:" + server.port() + "/v1"),
        Optional.of(new Secret("sk-secret")),
        Map.of(),
        Limits.concurrent(1),
        Timeouts.DEFAULT,
        network,
        RequestForm.USUAL);
  }
}
