package dev.bulkgpt.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Whole runs of the packaged program against the raw loop and peers, one after the other on the
/// same machine, each measurement three times, the median shown.
///
/// Arguments: a name out of [#main], the program's start script, and the provider's address without
/// its `/v1`, such as `http://127.0.0.1:9100`: the simulator (`bulkgpt simulate`) or any provider
/// that reads its latency from a path `/p/lat=200/v1`.
public final class WholeRuns {

  private static final int TIMES = 3;

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
    switch (arguments[0]) {
      case "instant" -> runs.instant();
      case "steady" -> runs.steady();
      case "latency" -> runs.latency();
      case "slow" -> runs.slow();
      case "million" -> runs.million();
      case "start" -> runs.start();
      default -> throw new IllegalArgumentException("There is no bench " + arguments[0] + ".");
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
    line("LangChain4j loop", peer, rows);
    line("BulkGPT", ours, rows);
    say(
        "BulkGPT is %.2f of raw, %.2f of LangChain4j"
            .formatted(ratio(raw, ours), ratio(peer, ours)));
  }

  private void steady() throws IOException, InterruptedException {
    int rows = 300_000;
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

  /// From the start of the process to the first byte of its first call.
  private void start() throws IOException, InterruptedException {
    List<Double> seconds = IntStream.range(0, 5).mapToObj(i -> untilFirstCall()).sorted().toList();
    say(
        "from the start of `run` to its first call: %.2f s (median of %s)"
            .formatted(seconds.get(2), seconds));
  }

  private double untilFirstCall() {
    try {
      Path input = input(200);
      CompletableFuture<Long> first = new CompletableFuture<>();
      var server =
          com.sun.net.httpserver.HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          call -> {
            first.complete(System.nanoTime());
            byte[] answer =
                "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
          });
      server.start();
      try {
        long started = System.nanoTime();
        new Contenders(program, work, "http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
            .ours(prompt(), input, 64, "");
        return (first.join() - started) / 1e9;
      } finally {
        server.stop(0);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private interface Run {
    Measured measure() throws IOException, InterruptedException;
  }

  private static Measured median(Run run) throws IOException, InterruptedException {
    Measured[] all = new Measured[TIMES];
    for (int i = 0; i < TIMES; i++) {
      all[i] = run.measure();
    }
    java.util.Arrays.sort(all, java.util.Comparator.comparing(Measured::wall));
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
