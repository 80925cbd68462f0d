package dev.bulkgpt.app;

import dev.bulkgpt.model.EndpointSource;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.provider.OpenAi;
import dev.bulkgpt.simulator.Simulator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens providers as things are set up. `simulator/…` is a provider too: one of our own inside
/// this process, unless the configuration says where another runs.
///
/// @param names those to be ready for; any other may be opened too
/// @param ceiling on calls at once to each provider
/// @param simulator starts the one inside
record LazyProviders(
    Configuration configuration,
    Set<String> names,
    OptionalInt ceiling,
    Supplier<Simulator> simulator)
    implements EndpointSource {

  private static final Logger LOG = LoggerFactory.getLogger(LazyProviders.class);

  @Override
  public Optional<Models.Endpoint> open(String provider) {
    try {
      return Optional.of(openNow(provider));
    } catch (CommandFailedException e) {
      LOG.warn("the provider {} cannot be called: {}", provider, e.getMessage());
      return Optional.empty();
    }
  }

  /// @throws CommandFailedException naming what the provider lacks
  Models.Endpoint openNow(String provider) {
    if (isInside(configuration, provider)) {
      return inside(provider);
    }
    ProviderSettings settings = new ProviderSetup(configuration, provider).read(ceiling);
    return new Models.Endpoint(new OpenAi(settings), settings.limits());
  }

  static boolean isInside(Configuration configuration, String provider) {
    return provider.equals(ProviderNames.SIMULATOR)
        && configuration.get(Settings.BASE_URL, ProviderNames.SIMULATOR).isEmpty();
  }

  private Models.Endpoint inside(String provider) {
    Simulator started = simulator.get();
    ProviderSettings settings =
        new ProviderSettings(
            provider,
            started.baseUrl(),
            Optional.empty(),
            Map.of(),
            new ProviderSetup(configuration, provider).limits(ceiling),
            ProviderSettings.Timeouts.DEFAULT,
            ProviderSettings.Network.DIRECT,
            RequestForm.USUAL);
    return new Models.Endpoint(new Inside(new OpenAi(settings), started), settings.limits());
  }

  /// The simulator ends with who asks it.
  private record Inside(Provider provider, Simulator simulator) implements Provider {

    @Override
    public Response ask(ModelRequest request) throws InterruptedException {
      return provider.ask(request);
    }

    @Override
    public void close() {
      provider.close();
      simulator.close();
    }
  }

  @Override
  public Optional<Limits> limits(String provider) {
    try {
      ProviderSetup setup = new ProviderSetup(configuration, provider);
      if (!isInside(configuration, provider)) {
        setup.baseUrl();
      }
      return Optional.of(setup.limits(ceiling));
    } catch (CommandFailedException e) {
      LOG.debug("the provider {} is not set up", provider, e);
      return Optional.empty();
    }
  }
}
