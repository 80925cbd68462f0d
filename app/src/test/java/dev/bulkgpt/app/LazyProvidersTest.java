package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a server opens, and when.
class LazyProvidersTest {

  private final AtomicInteger started = new AtomicInteger();

  @Test
  void theSimulatorInsideStartsForACallThatNamesItAndOnce() throws InterruptedException {
    try (Simulator elsewhere = Simulator.start(SimulatorSettings.DEFAULT);
        Models models =
            models(Map.of("BULKGPT_PROVIDERS_MINE_BASE_URL", elsewhere.baseUrl().toString()))) {
      models.mostCalls();
      assertThat(models.limits(new ModelId("simulator", "m"))).isPresent();
      assertThat(ask(models, "mine")).isInstanceOf(ModelReply.class);
      assertThat(started).hasValue(0);

      assertThat(ask(models, "simulator")).isInstanceOf(ModelReply.class);
      assertThat(ask(models, "simulator")).isInstanceOf(ModelReply.class);
      assertThat(started).hasValue(1);
    }
  }

  @Test
  void aProviderWithoutItsKeyHalts() throws InterruptedException {
    try (Models models = models(Map.of())) {
      assertThat(ask(models, "openai")).isInstanceOf(ModelFailure.Halting.class);
      assertThat(ask(models, "local")).isInstanceOf(ModelFailure.Halting.class);
    }
  }

  @Test
  void aCeilingOfOneProviderCountsForTheSizeBeforeItIsCalled() {
    try (Models models =
        models(
            Map.of(
                "BULKGPT_PROVIDERS_MINE_BASE_URL", "https://llm.example.org/v1",
                "BULKGPT_PROVIDERS_MINE_MAX_CONCURRENT_REQUESTS", "5000"))) {
      assertThat(models.mostCallsOfOne()).isEqualTo(5000);
    }
  }

  private Models models(Map<String, String> environment) {
    Configuration configuration = Configuration.checked(SettingsFile.NONE, environment);
    return new Models(
        new LazyProviders(
            configuration,
            configuration.providers().all(),
            OptionalInt.empty(),
            () -> {
              started.incrementAndGet();
              return Simulator.start(SimulatorSettings.DEFAULT);
            }),
        Prices.builtIn());
  }

  private static ModelAnswer ask(Models models, String provider) throws InterruptedException {
    Models.Call call =
        models.call(
            new ModelRequest(
                new ModelId(provider, "mock-1"),
                List.of(new Message(Message.Role.USER, "Say ok.")),
                Optional.empty()),
            new Claimant("workspace", "task"),
            () -> true);
    call.permit().close();
    return call.answer();
  }
}
