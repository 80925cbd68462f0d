package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Breaker;
import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.model.limit.Grant;
import dev.bulkgpt.model.limit.Limiter;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Permit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The only door to models: waits for a permit, asks the provider, prices the answer. Safe for use
/// by thousands of virtual threads.
///
/// Each provider and model has one limiter in the whole process. Embedded models have none: their
/// classifiers keep the cores busy and no more.
public final class Models implements AutoCloseable {

  /// Whose models run inside this process.
  public static final String LOCAL = "local";

  private static final int BYTES_PER_TOKEN = 4;

  /// A provider and what its key allows for each of its models.
  public record Endpoint(Provider provider, Limits limits) {}

  /// One call made under a permit.
  ///
  /// @param permit still held; the caller closes it when the result is committed, or at once after
  ///   a failure
  public record Call(ModelAnswer answer, Spend spend, Permit permit) {}

  private final EndpointSource source;
  private final Map<String, Optional<Endpoint>> opened = new ConcurrentHashMap<>();
  private final Prices prices;
  private final List<LocalModels> local = local();
  private final Map<ModelId, Limiter> limiters = new ConcurrentHashMap<>();
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final CallEnds ends = new CallEnds();

  /// @param source of providers; those it opens are closed with this
  public Models(EndpointSource source, Prices prices) {
    this.source = source;
    this.prices = prices;
  }

  /// @param endpoints by the provider's name; closed with this
  public Models(Map<String, Endpoint> endpoints, Prices prices) {
    this(EndpointSource.NONE, prices);
    endpoints.forEach((name, endpoint) -> opened.put(name, Optional.of(endpoint)));
  }

  /// Waits for a permit, then asks. Never throws for what a provider does.
  ///
  /// @param claimant who asks: permits are shared out between workspaces and tasks
  /// @param mayStart asked once, with the permit in hand: false gives [ModelFailure.Unsent]
  public Call call(ModelRequest request, Claimant claimant, BooleanSupplier mayStart)
      throws InterruptedException {
    Optional<Endpoint> found = endpoint(request.model().provider());
    if (found.isEmpty()) {
      return new Call(notSetUp(request.model()), Spend.NONE, () -> {});
    }
    Endpoint endpoint = found.get();
    Grant grant = limiter(request.model(), endpoint).acquire(claimant, estimatedTokens(request));
    boolean answered = false;
    try {
      ModelAnswer answer = ask(endpoint, request, grant, mayStart);
      answered = true;
      return new Call(answer, spend(request.model(), answer), grant);
    } finally {
      if (!answered) {
        grant.unsent();
        grant.close();
      }
    }
  }

  private Optional<Endpoint> endpoint(String provider) {
    Optional<Endpoint> known = opened.get(provider);
    return known == null ? opened.computeIfAbsent(provider, source::open) : known;
  }

  /// What goes on at the limiters of the models asked so far.
  public Map<ModelId, Limiter.Standing> limits() {
    return limiters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().standing()));
  }

  /// A ready classifier of an embedded model.
  ///
  /// @throws IllegalArgumentException when there is no such model
  public Classifier classifier(ModelId model, List<Label> labels) {
    Classifier classifier =
        local.stream()
            .map(found -> found.classifier(model.name(), labels))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no embedded model " + model));
    return text -> {
      Classifier.Verdict verdict = classifier.classify(text);
      verdict.doubt().ifPresent(why -> notes().add(model, why));
      return verdict;
    };
  }

  /// What a person should know before the embedded models among these are used.
  public static List<String> localLimits(Collection<ModelId> models) {
    return models.stream()
        .filter(model -> model.provider().equals(LOCAL))
        .flatMap(model -> local().stream().flatMap(it -> it.limits(model.name()).stream()))
        .toList();
  }

  /// Why an embedded model will make little of some labels; empty: it may do well.
  public static List<String> localDoubts(ModelId model, List<Label> labels) {
    return local().stream().flatMap(it -> it.doubt(model.name(), labels).stream()).toList();
  }

  /// The embedded models there are, as they stand after `local/`.
  public static Set<String> localNames() {
    return local().stream()
        .flatMap(found -> found.names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<LocalModels> local() {
    return ServiceLoader.load(LocalModels.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  public Prices prices() {
    return prices;
  }

  /// What a call will likely cost, in nano-USD; empty when its model has no price.
  public OptionalLong likelyCost(ModelRequest request) {
    return prices.of(request.model()).stream()
        .mapToLong(price -> price.of(LikelyUsage.of(request)))
        .findFirst();
  }

  /// What a model's provider allows; empty when it is not configured.
  public Optional<Limits> limits(ModelId model) {
    return limits(model.provider());
  }

  private Optional<Limits> limits(String provider) {
    Optional<Endpoint> known = opened.get(provider);
    return known != null && known.isPresent()
        ? known.map(Endpoint::limits)
        : source.limits(provider);
  }

  /// The most calls there can be at once, all providers together; at least the number of cores.
  public int mostCalls() {
    return Math.max(callsToEach().sum(), Runtime.getRuntime().availableProcessors());
  }

  /// The most calls there can be at once to these models; at least 1.
  public int mostCalls(Set<ModelId> models) {
    int most =
        models.stream()
            .flatMap(model -> limits(model).stream())
            .mapToInt(Limits::concurrentRequests)
            .sum();
    return Math.max(1, most);
  }

  /// The most calls there can be at once to one provider; at least the number of cores.
  public int mostCallsOfOne() {
    return Math.max(callsToEach().max().orElse(0), Runtime.getRuntime().availableProcessors());
  }

  private IntStream callsToEach() {
    return Stream.concat(opened.keySet().stream(), source.names().stream())
        .distinct()
        .flatMap(name -> limits(name).stream())
        .mapToInt(Limits::concurrentRequests);
  }

  @Override
  public void close() {
    opened.values().forEach(it -> it.ifPresent(endpoint -> endpoint.provider().close()));
  }

  /// A server was started again without its key.
  private static ModelFailure notSetUp(ModelId model) {
    return new ModelFailure.Halting(
        ErrorCode.AUTH_ERROR,
        "The provider of %s is not set up here, or has no key. Set it up, start again and go on."
            .formatted(model));
  }

  private Limiter limiter(ModelId model, Endpoint endpoint) {
    return limiters.computeIfAbsent(
        model,
        _ -> {
          Breaker breaker =
              breakers.computeIfAbsent(model.provider(), _ -> new Breaker(System.nanoTime()));
          return new Limiter(endpoint.limits(), breaker, System::nanoTime);
        });
  }

  private ModelAnswer ask(
      Endpoint endpoint, ModelRequest request, Grant grant, BooleanSupplier mayStart)
      throws InterruptedException {
    if (!mayStart.getAsBoolean()) {
      grant.unsent();
      return new ModelFailure.Unsent("the task is stopping");
    }
    return ends.of(request.model(), endpoint.provider().ask(request), grant);
  }

  /// What the latest wait for each model was for, in the provider's words.
  public Map<ModelId, String> troubles() {
    return ends.troubles();
  }

  /// What people should know of the calls so far.
  public Notes notes() {
    return ends.notes();
  }

  private Spend spend(ModelId model, ModelAnswer answer) {
    return switch (answer) {
      case ModelReply reply -> priced(model, reply.usage());
      case ModelFailure.Unusable _,
          ModelFailure.Slip _,
          ModelFailure.Permanent _,
          ModelFailure.Disputed _,
          ModelFailure.Elsewhere _,
          ModelFailure.Overloaded _,
          ModelFailure.Transient _,
          ModelFailure.Dropped _,
          ModelFailure.Outage _ ->
          priced(model, ((ModelFailure) answer).usage());
      case ModelFailure.RateLimited _,
          ModelFailure.Respelled _,
          ModelFailure.Halting _,
          ModelFailure.Unsent _ ->
          Spend.NONE;
    };
  }

  private Spend priced(ModelId model, Usage usage) {
    return prices
        .of(model)
        .map(price -> new Spend(1, usage, price.of(usage), 0, 0))
        .orElseGet(() -> new Spend(1, usage, 0, usage.equals(Usage.NONE) ? 0 : 1, 0));
  }

  /// For the limiter, which learns by itself how far such a guess is off.
  private static long estimatedTokens(ModelRequest request) {
    long bytes = 0;
    for (Message message : request.messages()) {
      bytes += message.text().length();
    }
    return bytes / BYTES_PER_TOKEN + request.maxOutputTokens().orElse(LikelyUsage.OUTPUT_TOKENS);
  }
}
