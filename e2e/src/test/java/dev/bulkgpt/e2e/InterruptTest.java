package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to a run that is asked to stop, and to a second one beside it.
class InterruptTest {

  private static final int ROWS = 2_000;

  @TempDir Path work;

  @Test
  void aTermSignalLetsCallsEndAndRepeatsNone() throws Exception {
    Program program = new Program(work);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(ROWS));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("lat=300"));
      try (Program.Running run = program.start("run", "w.yaml", "in.csv")) {
        await().atMost(Duration.ofMinutes(2)).until(() -> simulator.stat("paid") > 100);
        run.process().destroy();
        Program.Ended ended = run.await();
        assertThat(ended.exit()).as(ended.err()).isEqualTo(130);
        assertThat(ended.err()).contains("The same command goes on");
      }
      assertThat(simulator.stat("paid")).isLessThan(ROWS);

      Program.Ended again = program.run("run", "w.yaml", "in.csv");

      assertThat(again.exit()).as(again.err()).isZero();
      assertThat(Csv.column(work.resolve("in.result.csv"), "_status")).hasSize(ROWS);
      assertThat(simulator.stat("paid_again")).isZero();
    }
  }

  @Test
  void theSameRunTwiceAtOnceIsRefusedNamingTheOther() {
    Program program = new Program(work);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(10));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program.with("OPENAI_BASE_URL", simulator.baseUrl("hang=1"));
      try (Program.Running first = program.start("run", "w.yaml", "in.csv")) {
        await().atMost(Duration.ofMinutes(2)).until(() -> simulator.stat("in_flight") > 0);

        Program.Ended second = program.run("run", "w.yaml", "in.csv");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains(String.valueOf(first.process().pid()));
        first.kill();
      }
    }
  }
}
