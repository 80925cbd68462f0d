package dev.bulkgpt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Whole runs of the packaged program against the raw loop and peers, one after the other on the
/// same machine, each measurement three times, the median shown.
///
/// Arguments: `all` or one name of it, the program's start script, and the provider's address
/// without its `/v1`, such as `http://127.0.0.1:9100`: the simulator (`bulkgpt simulate`) or any
/// provider that reads its latency from a path `/p/lat=200/v1`.
public final class WholeRuns {

  private static final int TIMES = 3;

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
    Measured raw = median(() -> all.raw(rows, atOnce));
    Measured ours = median(() -> all.ours(prompt(), input, atOnce, ""));
    Measured peer = median(() -> all.langChain(rows, atOnce));
    line("raw loop", raw, rows);
    line("BulkGPT", ours, rows);
    line("LangChain4j loop", peer, rows);
    line("Spring Batch", median(() -> all.springBatch(input, rows, atOnce)), rows);
    Path peers = Path.of(System.getProperty("bench.peers"));
    if (Files.isDirectory(peers.resolve("node_modules"))) {
      line("OpenAI SDK, Node", median(() -> all.openAiSdk(peers, rows, atOnce)), rows);
    } else {
      say("  OpenAI SDK, Node: not measured, its package could not be installed here");
    }
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
    Measured raw = median(() -> all.raw(rows, atOnce));
    Measured ours = median(() -> all.ours(prompt(), input, atOnce, ""));
    line("raw loop", raw, rows);
    line("BulkGPT", ours, rows);
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
    Measured raw = median(() -> all.raw(rows, atOnce));
    Measured ours = median(() -> all.ours(prompt(), input, atOnce, ""));
    line("raw loop", raw, rows);
    line("BulkGPT", ours, rows);
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

  private static Measured median(Run run) throws IOException, InterruptedException {
    Measured[] all = new Measured[TIMES];
    for (int i = 0; i < TIMES; i++) {
      all[i] = run.measure();
    }
    Arrays.sort(all, Comparator.comparing(Measured::wall));
    return all[TIMES / 2];
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
