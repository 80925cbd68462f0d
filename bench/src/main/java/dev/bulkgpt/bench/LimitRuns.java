package dev.bulkgpt.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole runs of the packaged program against a provider with a strict limit: 3,000 rows, 64 at
/// once, 50 ms an answer.
///
/// The used share of the limit is what was answered divided by what the provider would have let
/// through from the first call to the last one: the bucket, and the refill of that time. Refusals
/// and answers are the provider's own counts.
///
/// Arguments: the program's start script, the provider's address without its `/v1`, and the names
/// of scenarios; all of them when none is named.
public final class LimitRuns {

  private static final int ROWS = 3_000;
  private static final int AT_ONCE = 64;
  private static final Duration LOOK = Duration.ofMillis(20);

  /// @param perSecond what the limit comes to in these requests; 0: there is none
  /// @param bucket requests that go at once
  private record Scenario(
      String name, String knobs, double perSecond, int bucket, Map<String, String> settings) {}

  private static final List<Scenario> SCENARIOS =
      List.of(
          strict("headers", "", Map.of()),
          strict("no-headers", "ra=0,hdr=0", Map.of()),
          strict("retry-after", "hdr=0", Map.of()),
          strict("told", "ra=0,hdr=0", Map.of("MAX_REQUESTS_PER_MINUTE", "6000")),
          strict("told-headers", "", Map.of("MAX_REQUESTS_PER_MINUTE", "6000")),
          strict("retry-after-20", "ra=20", Map.of()),
          new Scenario("tokens", "lat=50,tpm=TOKENS", 100, 100, Map.of()),
          new Scenario("tokens-no-headers", "lat=50,tpm=TOKENS,ra=0,hdr=0", 100, 100, Map.of()),
          new Scenario(
              "tokens-told",
              "lat=50,tpm=TOKENS,ra=0,hdr=0",
              100,
              100,
              Map.of("MAX_TOKENS_PER_MINUTE", "TOKENS")),
          new Scenario(
              "faults",
              "lat=50,e500=0.05,e503=0.05,rst=0.04,to=0.02,bad=0.04",
              0,
              0,
              Map.of("CALL_TIMEOUT_SECONDS", "2")));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path program;
  private final Path work;
  private final String provider;

  private LimitRuns(Path program, Path work, String provider) {
    this.program = program;
    this.work = work;
    this.provider = provider;
  }

  private static Scenario strict(String name, String knobs, Map<String, String> settings) {
    String all = "lat=50,rps=100,burst=100" + (knobs.isEmpty() ? "" : "," + knobs);
    return new Scenario(name, all, 100, 100, settings);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("bulkgpt-bench-");
    Prompts.writeWorkflow(work.resolve("prompt.yaml"));
    Prompts.writeCsv(work.resolve("input.csv"), ROWS);
    LimitRuns runs = new LimitRuns(Path.of(arguments[0]), work, arguments[1]);
    List<String> names = List.of(arguments).subList(2, arguments.length);
    for (Scenario scenario : SCENARIOS) {
      if (names.isEmpty() || names.contains(scenario.name())) {
        runs.measure(scenario);
      }
    }
  }

  private void measure(Scenario scenario) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(URI.create(provider + "/reset")).POST(BodyPublishers.noBody()));
    String tokens = tokensPerMinute(scenario);
    Contenders ours =
        new Contenders(
            program, work, provider + "/p/" + scenario.knobs().replace("TOKENS", tokens) + "/v1");
    ours.forget();
    ProcessBuilder command =
        ours.oursAgain(work.resolve("prompt.yaml"), work.resolve("input.csv"), AT_ONCE, "");
    scenario
        .settings()
        .forEach((name, value) ->
            command
                .environment()
                .put("BULKGPT_PROVIDERS_BENCH_" + name, value.replace("TOKENS", tokens)));
    Process run = command.start();
    CompletableFuture<Integer> ended = run.onExit().thenApply(Process::exitValue);
    double seconds = callsSeconds(ended);
    report(scenario, ended.join(), seconds);
  }

  /// What a hundred of the requests a second take in tokens.
  private String tokensPerMinute(Scenario scenario) throws IOException, InterruptedException {
    if (!scenario.knobs().contains("TOKENS")) {
      return "";
    }
    JsonNode answer =
        send(
            HttpRequest.newBuilder(URI.create(provider + "/v1/chat/completions"))
                .POST(BodyPublishers.ofString(Prompts.body(ROWS))));
    send(HttpRequest.newBuilder(URI.create(provider + "/reset")).POST(BodyPublishers.noBody()));
    JsonNode usage = answer.path("usage");
    return String.valueOf(6_000 * usage.path("total_tokens").asLong());
  }

  /// From the first call seen to the last.
  private double callsSeconds(CompletableFuture<Integer> ended)
      throws IOException, InterruptedException {
    long first = 0;
    long last = 0;
    long seen = 0;
    while (!ended.isDone()) {
      long requests = stats().path("requests").asLong();
      if (requests > seen) {
        last = System.nanoTime();
        first = first == 0 ? last : first;
        seen = requests;
      }
      Thread.sleep(LOOK);
    }
    return (last - first) / 1e9;
  }

  private void report(Scenario scenario, int exit, double seconds)
      throws IOException, InterruptedException {
    JsonNode stats = stats();
    long refused = stats.path("r429").asLong(stats.path("statuses").path("429").asLong());
    long succeeded;
    try (Stream<String> lines = Files.lines(work.resolve("result.csv"))) {
      succeeded = lines.filter(line -> line.contains(",succeeded,")).count();
    }
    Files.delete(work.resolve("result.csv"));
    double allowed = scenario.perSecond() * seconds + scenario.bucket();
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-18s exit %d  %6.2f s of calls  used %s  429s %4d = %.2f %%  calls %d  rows %d of %d",
            scenario.name(),
            exit,
            seconds,
            scenario.perSecond() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f", stats.path("paid").asLong() / allowed),
            refused,
            100.0 * refused / ROWS,
            stats.path("requests").asLong(),
            succeeded,
            ROWS));
  }

  private JsonNode stats() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(provider + "/stats")));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
