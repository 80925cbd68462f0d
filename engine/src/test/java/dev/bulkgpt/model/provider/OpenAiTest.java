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
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
