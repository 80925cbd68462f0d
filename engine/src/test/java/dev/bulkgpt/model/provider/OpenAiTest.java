package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.ProviderSettings.Timeouts;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiTest implements ProviderContract {

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
        "-, soon, -",
        "-1, -5, -",
        "NaN, 3, PT3S"
      })
  void aTimeToWaitIsReadInEveryForm(String millis, String after, Duration expected) {
    Instant noon = Instant.parse("2026-11-24T12:00:00Z");

    assertThat(RetryAfter.of(millis, after, noon).duration())
        .isEqualTo(Optional.ofNullable(expected));
  }

  private static ModelRequest hello() {
    return new ModelRequest(
        new ModelId("test", "echo"),
        List.of(new Message(Message.Role.USER, "Hello")),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static ProviderSettings settings(URI baseUrl, Duration callTimeout) {
    return new ProviderSettings(
        "test",
        baseUrl,
        Optional.of(new Secret("sk-secret-key")),
        Map.of(),
        Limits.concurrent(8),
        new Timeouts(Duration.ofSeconds(10), callTimeout),
        Optional.empty());
  }
}
