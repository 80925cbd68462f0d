package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows works: each command it names is run, on the workflows it shows. Its server
/// takes a free port and runs from there on.
class ReadmeTest {

  private static final Pattern COMMAND = Pattern.compile("\\./bulkgpt ([^`\\n)]+)");
  private static final Pattern WORKFLOW = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static final String SERVE = "serve --port 8080";

  @TempDir Path work;

  @Test
  void everyCommandOfTheReadmeWorks() throws IOException {
    String readme = Program.text(Program.root().resolve("README.md"));
    Program program = new Program(work);
    copyExamples();
    Matcher workflow = WORKFLOW.matcher(readme);
    for (String name : List.of("workflow.yaml", "hello.yaml")) {
      assertThat(workflow.find()).isTrue();
      program.file(name, workflow.group(1));
    }
    program.file("rows.csv", "subject,message\nInvoice,I was charged twice.\nParcel,It is late.\n");
    List<String> commands = commands(readme);
    assertThat(commands)
        .hasSizeGreaterThan(12)
        .contains(SERVE, "workflows put hello.yaml", "keys list", "tasks list");
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
      int serve = commands.indexOf(SERVE);
      commands.subList(0, serve).forEach(command -> run(program, command));
      try (RunningServer server = new RunningServer(program)) {
        program.with("BULKGPT_SERVER", server.url()).with("BULKGPT_KEY", server.key());
        commands.subList(serve + 1, commands.size()).forEach(command -> run(program, command));
      }
    }
    assertThat(work.resolve("rows.result.csv")).exists();
    assertThat(work.resolve("examples/support-tickets.result.csv")).exists();
  }

  private static List<String> commands(String readme) {
    List<String> commands = new ArrayList<>();
    Matcher command = COMMAND.matcher(readme);
    while (command.find()) {
      if (!command.group(1).startsWith("…")) {
        commands.add(
            command.group(1).replaceFirst(" >.*", "").replaceFirst(" {2,}#.*", "").strip());
      }
    }
    return commands;
  }

  private static void run(Program program, String command) {
    String[] arguments = command.split(" ", -1);
    if (arguments[0].equals("simulate")) {
      try (Program.Running server = program.start(arguments)) {
        assertThat(Program.address(server)).startsWith("http://127.0.0.1:");
      }
      return;
    }
    Program.Ended ended = program.run(arguments);
    assertThat(ended.exit()).as("%s: %s", command, ended.err()).isZero();
  }

  private void copyExamples() throws IOException {
    Path from = Program.root().resolve("examples");
    Files.createDirectory(work.resolve("examples"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(it -> !it.toString().endsWith(".result.csv")).toList()) {
        Files.copy(file, work.resolve("examples").resolve(file.getFileName()));
      }
    }
  }
}
