package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Inputs that need a word of the user's, or of ours.
class OddInputTest {

  @TempDir Path work;

  private Program program;
  private SimulatorProcess simulator;

  @BeforeEach
  void startTheSimulator() {
    Program alone = new Program(work);
    simulator = new SimulatorProcess(alone);
    program = alone.with("OPENAI_BASE_URL", simulator.baseUrl("lat=1"));
    program.file("w.yaml", Workflows.ECHO);
  }

  @AfterEach
  void stopTheSimulator() {
    simulator.close();
  }

  @Test
  void textAsSpreadsheetsWriteItIsAskedWithoutAndKeptAsItWas() {
    program.file("in.csv", "number\n=\"007\"\n\"=\"\"008\"\"\"\n");

    Program.Ended shown = program.run("validate", "w.yaml", "in.csv");
    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "--formulas", "raw");

    assertThat(shown.out()).contains("Say 007").contains("2 values are written as =\"…\"");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("2 values are written as =\"…\"");
    Path result = work.resolve("in.result.csv");
    assertThat(Csv.column(result, "number")).containsExactly("=\"007\"", "=\"008\"");
    assertThat(Csv.column(result, "answer")).containsExactly("Say 007", "Say 008");
  }

  @Test
  void titlesAboveTheHeaderAreNamedAndThenSkipped() {
    program.file("in.csv", "Report\n\nnumber,place\n1,Rome\n2,Oslo\n");

    Program.Ended refused = program.run("run", "w.yaml", "in.csv");
    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "--skip-lines", "2");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("line 3").contains("--skip-lines 2");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(Csv.column(work.resolve("in.result.csv"), "answer"))
        .containsExactly("Say 1", "Say 2");
    assertThat(simulator.stat("requests")).isEqualTo(2);
  }

  @Test
  void quotesThatAreNoneAreNamedAndThenRead() {
    program.file("in.tsv", "id\tnumber\n1\t\"Great\" product\n2\tfine\n");

    Program.Ended refused = program.run("run", "w.yaml", "in.tsv");
    Program.Ended ended = program.run("run", "w.yaml", "in.tsv", "--quotes", "none", "-o", "o.csv");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("line 2").contains("--quotes none");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("the separator is a tab");
    assertThat(simulator.stat("requests")).isEqualTo(2);
  }
}
