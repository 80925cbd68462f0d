package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The clients of `clients/` do what they are for, each where its interpreter is.
@TestInstance(Lifecycle.PER_CLASS)
class ClientsTest {

  private static final Path CLIENTS = Program.root().resolve("clients");

  private Path work;
  private SimulatorProcess simulator;
  private RunningServer server;
  private String workflow;

  @BeforeAll
  void startTheServer(@TempDir Path directory) {
    work = directory;
    Program program = new Program(work);
    simulator = new SimulatorProcess(program);
    program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
    server = new RunningServer(program);
    workflow = server.workflow(Workflows.ECHO);
    program.file("rows.csv", Workflows.numberedRows(24));
  }

  @AfterAll
  void stopTheServer() {
    server.close();
    simulator.close();
  }

  @Test
  void curl() throws Exception {
    needs("curl", "--version");
    works("bash", CLIENTS.resolve("curl/bulkgpt.sh").toString());
  }

  @Test
  void python() throws Exception {
    needs("python3", "-c", "import requests");
    works("python3", CLIENTS.resolve("python/bulkgpt.py").toString());
  }

  @Test
  void node() throws Exception {
    needs("node", "-e", "fetch");
    works("node", CLIENTS.resolve("node/bulkgpt.mjs").toString());
  }

  @Test
  void java() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    works(java, CLIENTS.resolve("java/BulkGpt.java").toString());
  }

  private void works(String... command) throws Exception {
    String result = command[0].replaceAll(".*/", "") + ".result.csv";

    Program.Ended ended = start(server.key(), command, workflow, "rows.csv", result);
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(Csv.column(work.resolve(result), "answer")).hasSize(24).startsWith("Say 1");
    assertThat(Csv.column(work.resolve(result), "_status")).containsOnly("succeeded");

    Program.Ended refused = start("wrong", command, workflow, "rows.csv", "never.csv");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("Invalid API key.");
    assertThat(work.resolve("never.csv")).doesNotExist();
  }

  private static void needs(String... command) throws Exception {
    boolean there;
    try {
      there = new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (!there) {
      System.out.println("Not tried, since this machine cannot run: " + String.join(" ", command));
    }
    assumeTrue(there, "cannot run " + String.join(" ", command));
  }

  private Program.Ended start(String key, String[] command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    Path out = work.resolve("client.out");
    Path err = work.resolve("client.err");
    ProcessBuilder builder = new ProcessBuilder(all).directory(work.toFile());
    builder.environment().put("BULKGPT_SERVER", server.url());
    builder.environment().put("BULKGPT_KEY", key);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Program.Ended(process.exitValue(), Program.text(out), Program.text(err));
  }
}
