package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.ProviderSettings.Timeouts;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiTest implements ProviderContract {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT);

  @AfterAll
  void stop() {
    simulator.close();
  }

  @Override
  public Provider provider(String knobs, Duration callTimeout) {
    return new OpenAi(
        settings(knobs.isEmpty() ? simulator.baseUrl() : simulator.baseUrl(knobs), callTimeout));
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() throws InterruptedException, IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (Provider provider =
        new OpenAi(
            settings(URI.create("http://127.0.0.1:" + port + "/v1"), Duration.ofSeconds(5)))) {
      assertThat(provider.ask(hello()).answer())
          .isInstanceOfSatisfying(
              ModelFailure.Transient.class,
              failure -> assertThat(failure.message()).contains("refused the connection"));
    }
  }

  @Test
  void anHttpsAddressIsSpokenToInTlsFromTheFirstByte() throws Exception {
    try (Listener listener = new Listener();
        Provider provider =
            new OpenAi(settings(URI.create("https://" + listener.address() + "/v1"), A_MINUTE))) {
      assertThat(provider.ask(hello()).answer())
          .isInstanceOfSatisfying(
              ModelFailure.Transient.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PROVIDER_ERROR));
      assertThat(listener.heard()).startsWith("\u0016").doesNotContain("sk-secret");
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsGivenUpAtTheCallsTimeOut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Provider provider =
            new OpenAi(
                settings(
                    URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/v1"),
                    Duration.ofMillis(300)))) {
      assertThat(provider.ask(hello()).answer())
          .isInstanceOfSatisfying(
              ModelFailure.Transient.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
    }
  }

  @Test
  void aProxyIsAskedForTheProvidersAddress() throws Exception {
    try (Listener proxy = new Listener();
        Provider provider =
            new OpenAi(
                settings(
                    URI.create("http://models.example/v1"),
                    A_MINUTE,
                    Optional.of(URI.create("http://" + proxy.address()))))) {
      provider.ask(hello());

      assertThat(proxy.heard())
          .startsWith("POST http://models.example/v1/chat/completions HTTP/1.1\r\n");
    }
  }

  @Test
  void aKeyIsNeverPartOfAMessage() throws InterruptedException {
    try (Provider provider =
        new OpenAi(settings(simulator.baseUrl("auth=1"), Duration.ofSeconds(60)))) {
      assertThat(provider.ask(hello()).answer().toString()).doesNotContain("sk-secret");
    }
    assertThat(settings(simulator.baseUrl(), Duration.ZERO).toString()).doesNotContain("sk-secret");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "1500, 9, PT1.5S",
        "-, 9, PT9S",
        "-, 0.5, PT0.5S",
        "-, 'Tue, 24 Nov 2026 12:00:30 GMT', PT30S",
        "-, 'Tue, 24 Nov 2026 11:00:00 GMT', PT0S",
        "-, 'Fri, 31 Dec 9999 23:59:59 GMT', PT277777H46M40S",
        "-, soon, -",
        "-1, -5, -",
        "NaN, 3, PT3S"
      })
  void aTimeToWaitIsReadInEveryForm(String millis, String after, Duration expected) {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");

    assertThat(RetryAfter.of(millis, after, noon).duration())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "20ms, PT0.02S",
        "1s, PT1S",
        "6m0s, PT6M",
        "1.5s, PT1.5S",
        "2m59.56s, PT2M59.56S",
        "1h2m3s, PT1H2M3S",
        "1d, PT24H",
        "0s, PT0S",
        "12, PT12S",
        "0.25, PT0.25S",
        "2026-11-24T12:00:30Z, PT30S",
        "2026-11-24T11:59:30Z, PT0S",
        "2026-11-24T13:00:30+01:00, PT30S",
        "9999-12-31T23:59:59Z, PT277777H46M40S",
        "soon, -",
        "s, -",
        "1.2.3s, -",
        "5m6x, -",
        "5xs, -",
        "1s2, -",
        "99999999999999999999d, PT277777H46M40S",
        "'', -",
        "-5, PT0S",
        "NaN, PT0S"
      })
  void aTimeUntilTheBucketIsFullIsReadInEveryForm(String text, Duration expected) {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");

    assertThat(LimitHeaders.duration(text, noon)).isEqualTo(expected);
  }

  @Test
  void limitsAreReadInBothSpellings() {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");
    HeaderGroup openAi = new HeaderGroup();
    openAi.addHeader(new BasicHeader("X-RateLimit-Limit-Requests", "6000"));
    openAi.addHeader(new BasicHeader("x-ratelimit-remaining-requests", "99"));
    openAi.addHeader(new BasicHeader("x-ratelimit-reset-requests", "10ms"));
    openAi.addHeader(new BasicHeader("x-ratelimit-limit-tokens", "many"));
    HeaderGroup anthropic = new HeaderGroup();
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-tokens-limit", "80000"));
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-tokens-remaining", "79000"));
    anthropic.addHeader(
        new BasicHeader("anthropic-ratelimit-tokens-reset", "2026-11-24T12:00:01Z"));
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-input-tokens-limit", "1"));

    assertThat(LimitHeaders.of(openAi, noon).told())
        .isEqualTo(
            new Told(
                Optional.of(new Told.Quota(6_000, 99, Duration.ofMillis(10))), Optional.empty()));
    assertThat(LimitHeaders.of(anthropic, noon).told())
        .isEqualTo(
            new Told(
                Optional.empty(),
                Optional.of(new Told.Quota(80_000, 79_000, Duration.ofSeconds(1)))));
  }

  private static ModelRequest hello() {
    return new ModelRequest(
        new ModelId("test", "echo"),
        List.of(new Message(Message.Role.USER, "Hello")),
        Optional.empty());
  }

  private static ProviderSettings settings(URI baseUrl, Duration callTimeout) {
    return settings(baseUrl, callTimeout, Optional.empty());
  }

  private static ProviderSettings settings(URI baseUrl, Duration callTimeout, Optional<URI> proxy) {
    return new ProviderSettings(
        "test",
        baseUrl,
        Optional.of(new Secret("sk-secret-key")),
        Map.of(),
        Limits.concurrent(8),
        new Timeouts(Duration.ofSeconds(10), callTimeout),
        new ProviderSettings.Network(
            proxy.map(address -> new ProviderSettings.Proxy(address, Optional.empty())),
            Optional.empty()),
        RequestForm.USUAL);
  }

  /// Hears the first bytes of one connection, and hangs up.
  private static final class Listener implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    private Listener() throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket caller = socket.accept()) {
              byte[] first = new byte[4_096];
              int size = caller.getInputStream().read(first);
              heard.complete(new String(first, 0, size, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              heard.completeExceptionally(e);
            }
          });
    }

    String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    String heard() throws Exception {
      return heard.get(1, TimeUnit.MINUTES);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
