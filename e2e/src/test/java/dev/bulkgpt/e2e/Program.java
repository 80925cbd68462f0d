package dev.bulkgpt.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The packaged program as a user starts it. Its data directory and home lie in the test's own.
final class Program {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path work;
  private final Map<String, String> environment = new HashMap<>();
  private Path standardInput = Path.of("/dev/null");
  private Optional<Path> standardOutput = Optional.empty();

  Program(Path work) {
    this.work = work;
  }

  /// An ended process.
  record Ended(int exit, String out, String err) {}

  /// A process under way, whose output goes to files.
  record Running(Process process, Path out, Path err) implements AutoCloseable {
    Ended await() {
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("still running: " + text(err));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return new Ended(process.exitValue(), text(out), text(err));
    }

    /// `kill -9`.
    void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  static Path root() {
    return Path.of(System.getProperty("bulkgpt.root")).toAbsolutePath().normalize();
  }

  Path work() {
    return work;
  }

  Path file(String name, String text) {
    try {
      return Files.writeString(work.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// What comes in on standard input from now on.
  Program reading(Path file) {
    standardInput = file;
    return this;
  }

  /// Where standard output goes from now on, instead of to what [Ended] tells.
  Program writing(Path file) {
    standardOutput = Optional.of(file);
    return this;
  }

  Running start(String... arguments) {
    try {
      Path out = Files.createTempFile(work, "out-", ".txt");
      Path err = Files.createTempFile(work, "err-", ".txt");
      List<String> command = new ArrayList<>();
      command.add(root().resolve("app/target/bulkgpt/bin/bulkgpt").toString());
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(work.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.matches("(OPENAI|BULKGPT|ANTHROPIC|GEMINI)_.*|(?i)[a-z]+_proxy"));
      builder.environment().put("BULKGPT_DATA", work.resolve("data").toString());
      builder.environment().putAll(environment);
      builder.redirectInput(standardInput.toFile());
      builder.redirectOutput(standardOutput.orElse(out).toFile());
      builder.redirectError(err.toFile());
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run(String... arguments) {
    try (Running running = start(arguments)) {
      return running.await();
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The API key that a server prints at its first start.
  static String firstKey(Running server) {
    return text(server.out())
        .lines()
        .filter(line -> line.startsWith("API key"))
        .map(line -> line.replaceFirst(".*: ", ""))
        .findFirst()
        .orElseThrow();
  }

  /// Waits until the process says where it listens.
  static String address(Running server) {
    await()
        .atMost(PATIENCE)
        .until(() -> text(server.out()).contains("listening on ") || !server.process().isAlive());
    String said = text(server.out());
    if (!said.contains("listening on ")) {
      throw new AssertionError("it did not start: " + text(server.err()));
    }
    return said.lines()
        .filter(line -> line.contains("listening on "))
        .findFirst()
        .orElseThrow()
        .replaceFirst(".*listening on ", "")
        .strip();
  }
}
