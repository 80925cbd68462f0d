package dev.bulkgpt.app;

import dev.bulkgpt.app.metrics.CallMeters;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.ProviderSettings;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.provider.OpenAi;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The providers a workflow needs, ready to be called. `simulator/…` is a provider too: one of our
/// own inside this process, unless the configuration says where another runs.
final class Providers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
  private static final String SIMULATOR = "simulator";

  /// Where the simulator inside the process is said to be: its real port differs each time.
  private static final URI INSIDE = URI.create("simulator:inside");

  private final Configuration configuration;
  private final Path ownPrices;
  private final OptionalInt ceiling;
  private Optional<Simulator> simulator = Optional.empty();
  private Optional<Models> models = Optional.empty();

  /// @param ownPrices the operator's own prices; may be missing
  /// @param ceiling on calls at once to each provider
  Providers(Configuration configuration, Path ownPrices, OptionalInt ceiling) {
    this.configuration = configuration;
    this.ownPrices = ownPrices;
    this.ceiling = ceiling;
  }

  /// The door to a workflow's models; closed with this.
  ///
  /// @throws CommandFailedException naming what a provider lacks
  Models modelsFor(Workflow workflow) {
    checkLocal(workflow);
    Map<String, Models.Endpoint> endpoints = new HashMap<>();
    for (String name : names(workflow)) {
      ProviderSettings settings = settings(name);
      endpoints.put(name, new Models.Endpoint(new OpenAi(settings), settings.limits()));
    }
    Models opened = new Models(endpoints, prices());
    models = Optional.of(opened);
    return opened;
  }

  /// The door to the models of every provider that can be called as things are set up.
  ///
  /// @param meters what measures the calls
  Models allModels(CallMeters meters) {
    Set<String> names = new TreeSet<>(configuration.namesBelow("providers"));
    for (KnownProvider known : KnownProvider.values()) {
      names.add(known.spelling());
    }
    names.add(SIMULATOR);
    Prices prices = prices();
    Map<String, Models.Endpoint> endpoints = new HashMap<>();
    for (String name : names) {
      try {
        ProviderSettings settings = settings(name);
        Provider watched = meters.watch(new OpenAi(settings), prices);
        endpoints.put(name, new Models.Endpoint(watched, settings.limits()));
      } catch (CommandFailedException e) {
        // Said to whoever wants to use it: see `unusable`.
        LOG.debug("provider {} is not set up", name, e);
      }
    }
    Models opened = new Models(endpoints, prices);
    models = Optional.of(opened);
    return opened;
  }

  /// Why a workflow's models cannot be called; empty: they can.
  Optional<String> unusable(Workflow workflow) {
    try {
      check(workflow);
      return Optional.empty();
    } catch (CommandFailedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// Fails as [#modelsFor] would, and opens nothing.
  void check(Workflow workflow) {
    Prices prices = prices();
    if (workflow.maxCost().isPresent()) {
      prices
          .whyNoCap(workflow.models())
          .ifPresent(why -> {
            throw CommandFailedException.usage(why);
          });
    }
    checkLocal(workflow);
    for (String name : names(workflow)) {
      if (!isInside(name)) {
        new ProviderSetup(configuration, name).read(ceiling);
      }
    }
  }

  /// Where the workflow's providers are, by name.
  SortedMap<String, URI> baseUrls(Workflow workflow) {
    SortedMap<String, URI> urls = new TreeMap<>();
    for (String name : names(workflow)) {
      urls.put(name, isInside(name) ? INSIDE : new ProviderSetup(configuration, name).baseUrl());
    }
    return urls;
  }

  /// What the workflow's providers allow, as things are set up; needs no key.
  Map<ModelId, Limits> limits(Workflow workflow) {
    checkLocal(workflow);
    Map<ModelId, Limits> limits = new HashMap<>();
    for (ModelId model : workflow.models()) {
      if (!model.provider().equals(Models.LOCAL)) {
        limits.put(model, new ProviderSetup(configuration, model.provider()).limits(ceiling));
      }
    }
    return limits;
  }

  private static void checkLocal(Workflow workflow) {
    for (ModelId model : workflow.models()) {
      if (model.provider().equals(Models.LOCAL) && !Models.localNames().contains(model.name())) {
        throw CommandFailedException.usage(
            "There is no embedded model %s; there is %s/%s."
                .formatted(model, Models.LOCAL, String.join(", ", Models.localNames())));
      }
    }
  }

  private static Set<String> names(Workflow workflow) {
    return workflow.models().stream()
        .map(ModelId::provider)
        .filter(name -> !name.equals(Models.LOCAL))
        .collect(Collectors.toSet());
  }

  private ProviderSettings settings(String name) {
    if (!isInside(name)) {
      return new ProviderSetup(configuration, name).read(ceiling);
    }
    Simulator started = Simulator.start(SimulatorSettings.DEFAULT);
    simulator = Optional.of(started);
    return new ProviderSettings(
        name,
        started.baseUrl(),
        Optional.empty(),
        Map.of(),
        new ProviderSetup(configuration, name).limits(ceiling),
        ProviderSettings.Timeouts.DEFAULT,
        ProviderSettings.Network.DIRECT,
        RequestForm.USUAL);
  }

  private boolean isInside(String name) {
    return name.equals(SIMULATOR) && configuration.get("providers.simulator.base_url").isEmpty();
  }

  /// What models cost here.
  ///
  /// @throws CommandFailedException when the operator's own prices cannot be used
  Prices prices() {
    Prices builtIn = Prices.builtIn();
    if (!Files.exists(ownPrices)) {
      return builtIn;
    }
    try {
      return builtIn.with(Files.readString(ownPrices));
    } catch (IOException e) {
      throw CommandFailedException.usage("The prices in " + ownPrices + " cannot be read.");
    } catch (Prices.InvalidPricesException e) {
      throw CommandFailedException.usage(ownPrices + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    models.ifPresent(Models::close);
    simulator.ifPresent(Simulator::close);
  }
}
