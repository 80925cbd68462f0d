package dev.bulkgpt.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts the product and those it is compared with, each as a whole process.
///
/// @param program the packaged program's start script
/// @param work a directory for inputs, ledgers and results
/// @param provider a base URL
record Contenders(Path program, Path work, String provider) {

  /// The product from file to file, on an empty data directory.
  ///
  /// @param javaOptions such as `-Xmx256m`; empty: the program's own
  Measured ours(Path workflow, Path input, int atOnce, String javaOptions)
      throws IOException, InterruptedException {
    forget();
    Measured measured = Measured.of(oursAgain(workflow, input, atOnce, javaOptions), log());
    check(input);
    return measured;
  }

  /// Empties the data directory.
  void forget() throws IOException {
    delete(data());
  }

  /// The product on the data directory as it is, not started.
  ProcessBuilder oursAgain(Path workflow, Path input, int atOnce, String javaOptions) {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "run",
            workflow.toString(),
            input.toString(),
            "--data",
            data().toString(),
            "-o",
            work.resolve("result.csv").toString());
    builder.environment().putAll(environment(provider, atOnce, javaOptions));
    return builder.redirectErrorStream(true).redirectOutput(log());
  }

  static Map<String, String> environment(String provider, int atOnce, String javaOptions) {
    return Map.of(
        "BULKGPT_PROVIDERS_BENCH_BASE_URL",
        provider,
        "BULKGPT_PROVIDERS_BENCH_MAX_CONCURRENT_REQUESTS",
        String.valueOf(atOnce),
        "BULKGPT_JAVA_OPTS",
        javaOptions);
  }

  Measured raw(int calls, int atOnce) throws IOException, InterruptedException {
    return java(RawLoop.class, calls, atOnce, List.of());
  }

  Measured langChain(int calls, int atOnce) throws IOException, InterruptedException {
    return java(LangChainLoop.class, calls, atOnce, List.of());
  }

  Measured springBatch(Path input, int calls, int atOnce) throws IOException, InterruptedException {
    Path result = work.resolve("peer.csv");
    Measured measured =
        java(SpringBatchRun.class, calls, atOnce, List.of(input.toString(), result.toString()));
    check(calls, result);
    return measured;
  }

  /// @param peers the folder with its script, its package installed
  Measured openAiSdk(Path peers, int calls, int atOnce) throws IOException, InterruptedException {
    return Measured.of(
        new ProcessBuilder(
            "node",
            peers.resolve("openai.mjs").toString(),
            provider,
            String.valueOf(calls),
            String.valueOf(atOnce)),
        log());
  }

  private Measured java(Class<?> main, int calls, int atOnce, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(provider, String.valueOf(calls), String.valueOf(atOnce)));
    command.addAll(more);
    return Measured.of(new ProcessBuilder(command), log());
  }

  /// A fast run that lost rows would be no run.
  private void check(Path input) throws IOException {
    try (Stream<String> in = Files.lines(input)) {
      check(in.count(), work.resolve("result.csv"));
    }
  }

  private static void check(long expected, Path result) throws IOException {
    try (Stream<String> out = Files.lines(result)) {
      long actual = out.count();
      if (expected != actual) {
        throw new IllegalStateException("the result has " + actual + " lines, not " + expected);
      }
    }
  }

  private Path data() {
    return work.resolve("data");
  }

  private File log() {
    return work.resolve("log").toFile();
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
