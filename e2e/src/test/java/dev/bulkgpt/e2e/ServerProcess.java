package dev.bulkgpt.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// `bulkgpt serve` as a process of its own on an empty data directory, and a simulator whose knobs
/// make its providers:
///
/// - `fast` answers in a millisecond;
/// - `stuck` never answers, and is asked one thing at a time;
/// - `badkey` does not accept its key;
/// - `credit` has credit for twelve answers (a reset of the simulator gives twelve more), and is
///   asked one thing at a time, for the simulator pays what is in flight when the credit ends;
/// - `refusing` refuses a third.
///
/// Proxies on this machine are trusted, so a test may come from any address by `X-Forwarded-For`.
final class ServerProcess implements AutoCloseable {

  private final Program program;
  private final SimulatorProcess simulator;
  private final Program.Running process;
  private final HttpCalls calls;
  private final Map<String, String> workflows = new ConcurrentHashMap<>();

  ServerProcess(Path work) {
    this(new Program(work));
  }

  /// @param program with the environment the server gets
  ServerProcess(Program program) {
    this.program = program;
    simulator = new SimulatorProcess(program);
    program.file("server.yaml", configuration());
    process = program.start("serve", "--port", "0", "--config", "server.yaml");
    URI server = URI.create(Program.address(process));
    calls = HttpCalls.to(server).with(Program.firstKey(process));
  }

  private String configuration() {
    return """
    trusted_proxies: 127.0.0.1
    providers:
      fast: {base_url: "%s"}
      stuck: {base_url: "%s", max_concurrent_requests: 1}
      badkey: {base_url: "%s"}
      credit: {base_url: "%s", max_concurrent_requests: 1}
      refusing: {base_url: "%s"}
    """
        .formatted(
            simulator.baseUrl("lat=1"),
            simulator.baseUrl("hang=1"),
            simulator.baseUrl("auth=1"),
            simulator.baseUrl("quota=1,after=12"),
            simulator.baseUrl("refuse=0.3"));
  }

  /// A client with the key of the first start.
  HttpCalls calls() {
    return calls;
  }

  URI url() {
    return calls.server();
  }

  SimulatorProcess simulator() {
    return simulator;
  }

  Program.Running process() {
    return process;
  }

  /// The id of the workflow that asks a provider about each row's `Input_1`.
  String workflow(String provider) {
    return workflows.computeIfAbsent(provider, it -> put("default", it));
  }

  /// The same in another workspace.
  String put(String workspace, String provider) {
    program.file(
        provider + ".yaml",
        """
        name: %1$s
        steps:
          - id: answer
            prompt:
              model: %1$s/mock-1
              user: "{{Input_1}}"
        """
            .formatted(provider));
    return command("workflows", "put", provider + ".yaml", "--workspace", workspace).strip();
  }

  /// Runs a command on the server's data and gives what it prints.
  String command(String... arguments) {
    Program.Ended ended = program.run(arguments);
    if (ended.exit() != 0) {
      throw new AssertionError(ended.err());
    }
    return ended.out();
  }

  /// The server's files: inputs and results of its tasks. They lie in a directory named by the
  /// database.
  Path files() {
    try (Stream<Path> databases = Files.list(program.work().resolve("data/server/files"))) {
      return databases.filter(Files::isDirectory).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many of them are inputs, or were to become one. (Results come when tasks end.)
  long inputCount() {
    try (Stream<Path> files = Files.list(files())) {
      return files.filter(file -> !file.toString().contains(".result.csv")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it has logged so far.
  String log() {
    return Program.text(process.err());
  }

  @Override
  public void close() {
    process.close();
    simulator.close();
  }
}
