package dev.bulkgpt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Whole runs of the packaged program against the raw loop and peers, one after the other on the
/// same machine, each measurement three times, the median shown.
///
/// Arguments: `all` or one name of it, the program's start script, and the provider's address
/// without its `/v1`, such as `http://127.0.0.1:9100`: the simulator (`bulkgpt simulate`) or any
/// provider that reads its latency from a path `/p/lat=200/v1`.
public final class WholeRuns {

  private static final int TIMES = Integer.getInteger("bench.times", 3);
  private static final String RAW = "raw loop";
  private static final String OURS = "BulkGPT";

  private static final List<String> ALL =
      List.of("instant", "steady", "latency", "slow", "million", "start", "restart");

  private final Path program;
  private final Path work;
  private final String provider;

  private WholeRuns(Path program, Path work, String provider) {
    this.program = program;
    this.work = work;
    this.provider = provider;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("bulkgpt-bench-");
    Prompts.writeWorkflow(work.resolve("prompt.yaml"));
    Prompts.writeTransform(work.resolve("transform.yaml"));
    WholeRuns runs = new WholeRuns(Path.of(arguments[1]), work, arguments[2]);
    for (String name : arguments[0].equals("all") ? ALL : List.of(arguments[0])) {
      runs.run(name);
    }
  }

  private void run(String name) throws IOException, InterruptedException {
    switch (name) {
      case "instant" -> instant();
      case "steady" -> steady();
      case "latency" -> latency();
      case "slow" -> slow();
      case "million" -> million();
      case "start" -> start();
      case "restart" -> restart();
      default -> throw new IllegalArgumentException("There is no bench " + name + ".");
    }
  }

  private void instant() throws IOException, InterruptedException {
    int rows = 20_000;
    int atOnce = 64;
    say("%,d rows, no latency, %d at once, whole processes".formatted(rows, atOnce));
    Contenders all = contenders("/v1");
    Path input = input(rows);
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put(RAW, () -> all.raw(rows, atOnce));
    runs.put(OURS, () -> all.ours(prompt(), input, atOnce, ""));
    runs.put("LangChain4j loop", () -> all.langChain(rows, atOnce));
    runs.put("Spring Batch", () -> all.springBatch(input, rows, atOnce));
    Path peers = Path.of(System.getProperty("bench.peers"));
    if (Files.isDirectory(peers.resolve("node_modules"))) {
      runs.put("OpenAI SDK, Node", () -> all.openAiSdk(peers, rows, atOnce));
    } else {
      say("  OpenAI SDK, Node: not measured, its package could not be installed here");
    }
    Map<String, Measured> medians = medians(runs, rows);
    Measured raw = of(medians, RAW);
    Measured ours = of(medians, OURS);
    Measured peer = of(medians, "LangChain4j loop");
    say(
        "BulkGPT is %.2f of raw, %.2f of LangChain4j"
            .formatted(ratio(raw, ours), ratio(peer, ours)));
  }

  private void steady() throws IOException, InterruptedException {
    int rows = 600_000;
    int atOnce = 64;
    say("%,d rows, no latency, %d at once".formatted(rows, atOnce));
    Contenders all = contenders("/v1");
    Path input = input(rows);
    Map<String, Measured> medians = oursAndRaw(all, input, rows, atOnce);
    Measured raw = of(medians, RAW);
    Measured ours = of(medians, OURS);
    say(
        "BulkGPT is %.2f of raw, with %.2f of its CPU a row"
            .formatted(ratio(raw, ours), ours.cpuSeconds() / raw.cpuSeconds()));
  }

  private void latency() throws IOException, InterruptedException {
    for (int rows : List.of(20_000, 100_000)) {
      ideal(rows, 1_000, 200);
    }
  }

  private void slow() throws IOException, InterruptedException {
    ideal(40_000, 4_000, 1_000);
  }

  private void ideal(int rows, int atOnce, int millis) throws IOException, InterruptedException {
    say("%,d rows, %d ms an answer, %,d at once".formatted(rows, millis, atOnce));
    double ideal = rows / (double) atOnce * millis / 1000;
    Contenders all = contenders("/p/lat=" + millis + "/v1");
    Path input = input(rows);
    Map<String, Measured> medians = oursAndRaw(all, input, rows, atOnce);
    Measured raw = of(medians, RAW);
    Measured ours = of(medians, OURS);
    say(
        "of the ideal %.1f s: raw %.2f, BulkGPT %.2f"
            .formatted(ideal, ideal / raw.seconds(), ideal / ours.seconds()));
  }

  private void million() throws IOException, InterruptedException {
    int rows = 1_000_000;
    Path input = input(rows);
    Contenders all = contenders("/v1");
    for (String workflow : List.of("transform.yaml", "prompt.yaml")) {
      say("%,d rows through %s with -Xmx256m".formatted(rows, workflow));
      Measured ours = all.ours(work.resolve(workflow), input, 64, "-Xmx256m");
      line("BulkGPT", ours, rows);
      say("resident MiB over time: " + ours.rssMiB());
    }
  }

  /// From the start of the process to its first call.
  private void start() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      try (FirstCall provider = new FirstCall(Duration.ZERO)) {
        long started = provider.listen();
        new Contenders(program, work, provider.url()).ours(prompt(), input(200), 64, "");
        seconds.add(provider.secondsSince(started));
      }
    }
    report("from the start of `run` to its first call", seconds);
  }

  /// From the start of the same command after `kill -9`, at random moments of 5,000 rows, to its
  /// first new call.
  private void restart() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    Random random = new Random();
    try (FirstCall provider = new FirstCall(Duration.ofMillis(200))) {
      Contenders all = new Contenders(program, work, provider.url());
      ProcessBuilder command = all.oursAgain(prompt(), input(5_000), 500, "");
      for (int i = 0; i < 10; i++) {
        all.forget();
        kill(command, provider, random.nextInt(1_500));
        long started = provider.listen();
        Process again = command.start();
        seconds.add(provider.secondsSince(started));
        again.destroyForcibly().waitFor();
      }
    }
    report("from the start after a kill -9 to the first new call", seconds);
  }

  private static void kill(ProcessBuilder command, FirstCall provider, int afterMillis)
      throws IOException, InterruptedException {
    long started = provider.listen();
    Process run = command.start();
    provider.secondsSince(started);
    if (run.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the run ended before it was killed");
    }
    run.destroyForcibly().waitFor();
  }

  private static void report(String what, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    say(
        "%s: median %.2f s, longest %.2f s of %d"
            .formatted(what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size()));
  }

  private interface Run {
    Measured measure() throws IOException, InterruptedException;
  }

  private Map<String, Measured> oursAndRaw(Contenders all, Path input, int rows, int atOnce)
      throws IOException, InterruptedException {
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put(RAW, () -> all.raw(rows, atOnce));
    runs.put(OURS, () -> all.ours(prompt(), input, atOnce, ""));
    return medians(runs, rows);
  }

  /// The runs take turns, so that a machine that becomes slower is so for all of them.
  private static Map<String, Measured> medians(Map<String, Run> runs, int rows)
      throws IOException, InterruptedException {
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    for (int i = 0; i < TIMES; i++) {
      for (Map.Entry<String, Run> run : runs.entrySet()) {
        measured
            .computeIfAbsent(run.getKey(), name -> new ArrayList<>())
            .add(run.getValue().measure());
      }
    }
    Map<String, Measured> medians = new LinkedHashMap<>();
    measured.forEach((name, all) -> {
      all.sort(Comparator.comparing(Measured::wall));
      medians.put(name, all.get(TIMES / 2));
      line(name, all.get(TIMES / 2), rows);
    });
    return medians;
  }

  private static Measured of(Map<String, Measured> medians, String name) {
    return Objects.requireNonNull(medians.get(name));
  }

  private static double ratio(Measured other, Measured ours) {
    return other.seconds() / ours.seconds();
  }

  private Contenders contenders(String path) {
    return new Contenders(program, work, provider + path);
  }

  private Path prompt() {
    return work.resolve("prompt.yaml");
  }

  private Path input(int rows) throws IOException {
    Path input = work.resolve("input-" + rows + ".csv");
    if (!Files.exists(input)) {
      Prompts.writeCsv(input, rows);
    }
    return input;
  }

  private static void line(String name, Measured it, int rows) {
    say(
        "  %-18s %7.2f s  %,9.0f rows/s  %6.2f s CPU a 100,000 rows  peak %,5d MiB"
            .formatted(
                name,
                it.seconds(),
                rows / it.seconds(),
                it.cpuSeconds() * 100_000 / rows,
                it.peakRssMiB()));
  }

  private static void say(String line) {
    System.out.println(String.format(Locale.ROOT, "%s", line));
  }
}
