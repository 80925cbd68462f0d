package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a result may be written: what cannot be is said before the first call, and nothing of the
/// user's is overwritten.
class ResultPlaceTest {

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void startTheSimulator() {
    program = new Program(work);
    simulator = new SimulatorProcess(program);
    program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(30));
  }

  @AfterEach
  void stopTheSimulator() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "in.csv, would overwrite",
    "./in.csv, would overwrite",
    "w.yaml, would overwrite",
    "link.csv, would overwrite",
    "no/such/r.csv, There is no folder",
    "folder, is a folder"
  })
  void aPlaceThatWillNotDoIsRefusedBeforeAnythingIsAsked(String output, String why)
      throws IOException {
    Files.createDirectory(work.resolve("folder"));
    Files.createSymbolicLink(work.resolve("link.csv"), work.resolve("in.csv"));
    String before = Files.readString(work.resolve("in.csv"));

    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "-o", output);

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains(why).doesNotContain("\tat ");
    assertThat(work.resolve("in.csv")).hasContent(before);
    assertThat(simulator.stat("requests")).isZero();
  }

  @Test
  void aLinkStaysAndItsTargetIsWritten() throws IOException {
    program.file("target.csv", "old");
    Files.createSymbolicLink(work.resolve("latest.csv"), work.resolve("target.csv"));

    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "-o", "latest.csv");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(work.resolve("latest.csv")).isSymbolicLink();
    assertThat(Csv.column(work.resolve("target.csv"), "_status")).hasSize(30);
  }

  @Test
  void aPipeIsWrittenInto() throws Exception {
    Path pipe = work.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> Program.text(pipe));

    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "-o", "pipe");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(read.get().lines()).hasSize(31);
  }

  @Test
  void standardOutputThatTakesNothingIsAFailure() throws Exception {
    for (String command : new String[] {"run w.yaml in.csv -o -", "estimate w.yaml in.csv"}) {
      Program.Ended ended = program.writing(Path.of("/dev/full")).run(command.split(" "));

      assertThat(ended.exit()).as(command).isEqualTo(1);
      assertThat(ended.err()).contains("Standard output did not take all");
    }
  }
}
