package dev.bulkgpt.app;

import dev.bulkgpt.app.metrics.CallMeters;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The providers that workflows need, opened when they are called.
final class Providers implements AutoCloseable {

  /// Where the simulator inside the process is said to be: its real port differs each time.
  private static final URI INSIDE = URI.create("simulator:inside");

  private final Configuration configuration;
  private final Path ownPrices;
  private final OptionalInt ceiling;
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
    List<String> problems = notSetUp(workflow);
    if (!problems.isEmpty()) {
      throw CommandFailedException.usage(String.join("\n", problems));
    }
    return opened(new Models(lazy(names(workflow)), prices()));
  }

  /// The door to the models of every provider; closed with this.
  ///
  /// @param meters what measures the calls
  Models allModels(CallMeters meters) {
    Prices prices = prices();
    Set<String> names = configuration.providers().all();
    return opened(new Models(meters.watch(lazy(names), prices), prices));
  }

  /// How each provider there is stands, opening none.
  List<ProviderState> states() {
    Prices prices = prices();
    List<ProviderState> states = new ArrayList<>();
    for (String name : configuration.providers().all()) {
      states.add(state(name, prices));
    }
    states.add(
        new ProviderState(
            Models.LOCAL, Optional.empty(), Optional.empty(), prices.coverage(Models.LOCAL)));
    return states;
  }

  private ProviderState state(String name, Prices prices) {
    if (isInside(name)) {
      return new ProviderState(name, Optional.empty(), Optional.empty(), prices.coverage(name));
    }
    ProviderSetup setup = new ProviderSetup(configuration, name);
    Optional<String> host = Optional.empty();
    Optional<CommandFailedException> lacking = Optional.empty();
    try {
      host = Optional.of(setup.baseUrl().getAuthority());
      setup.read(ceiling);
    } catch (CommandFailedException e) {
      lacking = Optional.of(e);
    }
    return new ProviderState(name, host, lacking, prices.coverage(name));
  }

  /// One provider, ready to be called; the caller closes it.
  ///
  /// @throws CommandFailedException naming what it lacks
  Provider open(String name) {
    return lazy(Set.of(name)).openNow(name).provider();
  }

  private Models opened(Models door) {
    models = Optional.of(door);
    return door;
  }

  private LazyProviders lazy(Set<String> names) {
    return new LazyProviders(
        configuration, names, ceiling, () -> Simulator.start(SimulatorSettings.DEFAULT));
  }

  /// Why a workflow's models cannot be called; empty: they can.
  Optional<String> unusable(Workflow workflow) {
    List<String> problems = problems(workflow);
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", problems));
  }

  /// All that keeps a workflow's models from being called, a sentence each; [#modelsFor] fails
  /// then.
  List<String> problems(Workflow workflow) {
    List<String> problems = new ArrayList<>();
    look(
        () -> {
          Prices prices = prices();
          if (workflow.maxCost().isPresent()) {
            prices.whyNoCap(workflow.models()).ifPresent(problems::add);
          }
        },
        problems);
    problems.addAll(notSetUp(workflow));
    return problems;
  }

  private List<String> notSetUp(Workflow workflow) {
    List<String> problems = new ArrayList<>();
    look(() -> checkLocal(workflow), problems);
    for (String name : names(workflow)) {
      look(
          () -> {
            if (!isInside(name)) {
              new ProviderSetup(configuration, name).read(ceiling);
            }
          },
          problems);
    }
    return problems;
  }

  private static void look(Runnable check, List<String> problems) {
    try {
      check.run();
    } catch (CommandFailedException e) {
      problems.add(String.valueOf(e.getMessage()));
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
    workflow.models().forEach(Providers::checkLocal);
  }

  /// @throws CommandFailedException when it is an embedded model that is not there
  static void checkLocal(ModelId model) {
    if (model.provider().equals(Models.LOCAL) && !Models.localNames().contains(model.name())) {
      throw CommandFailedException.usage(
          "There is no embedded model %s; there is %s/%s."
              .formatted(model, Models.LOCAL, String.join(", ", Models.localNames())));
    }
  }

  private static Set<String> names(Workflow workflow) {
    return workflow.models().stream()
        .map(ModelId::provider)
        .filter(name -> !name.equals(Models.LOCAL))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isInside(String name) {
    return LazyProviders.isInside(configuration, name);
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
  }
}
