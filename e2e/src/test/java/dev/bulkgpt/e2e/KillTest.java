package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments, the same command again each time, judged by the simulator's
/// counters: no row lost, none twice, nothing paid twice but the calls in flight at the kills.
///
/// A run that ends before the kills are used up is followed by another, of another workflow, so
/// every kill hits a living run.
class KillTest {

  private static final int ROWS = 5_000;
  private static final int CONCURRENCY = 500;
  private static final int LATENCY_MILLIS = 200;

  /// How long each part of a run takes, about.
  private static final int START_MILLIS = 1_000;

  private static final int ONE_RUN_MILLIS = 2_000;
  private static final int END_MILLIS = 400;

  private static final List<String> NUMBERS =
      IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();

  @TempDir Path work;

  private final Random random = new Random();
  private int kills;

  @Test
  void aRowPaidBeforeTheKillIsNotPaidAgain() throws Exception {
    int wanted = Integer.getInteger("bulkgpt.kills");
    Program program = new Program(work);
    program.file("in.csv", Workflows.numberedRows(ROWS));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=" + LATENCY_MILLIS))
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      long paidAgain = 0;
      while (kills < wanted) {
        simulator.reset();
        program.file("w.yaml", Workflows.ECHO.replace("Echo", "Echo after " + kills + " kills"));
        int before = kills;
        runUntilFinished(program, simulator, wanted);
        judge(simulator, kills - before);
        paidAgain += simulator.stat("paid_again");
      }
      System.out.printf("%d kills, %d calls paid again%n", kills, paidAgain);
    }
  }

  private void runUntilFinished(Program program, SimulatorProcess simulator, int wanted)
      throws Exception {
    Files.deleteIfExists(result());
    while (true) {
      try (Program.Running run = program.start("run", "w.yaml", "in.csv")) {
        if (kills == wanted || !killed(run, simulator)) {
          Program.Ended ended = run.await();
          assertThat(ended.exit()).as(ended.err()).isZero();
          return;
        }
      }
      if (Files.exists(result())) {
        assertThat(Csv.column(result(), "number")).as("a half result was seen").isEqualTo(NUMBERS);
      }
    }
  }

  /// Kills at a random moment: while it starts, while it asks, or when the last row is paid and the
  /// rest is committing and finalizing.
  private boolean killed(Program.Running run, SimulatorProcess simulator)
      throws InterruptedException {
    long paid = simulator.stat("paid");
    int moment = random.nextInt(8);
    if (moment > 0) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(5))
          .until(() ->
              !run.process().isAlive()
                  || simulator.stat("distinct_prompts") == ROWS
                  || (moment > 2 && simulator.stat("paid") > paid));
    }
    int most = moment == 0 ? START_MILLIS : moment > 2 ? ONE_RUN_MILLIS : END_MILLIS;
    if (run.process().waitFor(random.nextInt(most), TimeUnit.MILLISECONDS)) {
      return false;
    }
    run.kill();
    run.process().waitFor();
    kills++;
    return true;
  }

  private void judge(SimulatorProcess simulator, int killsOfThisRun) {
    assertThat(Csv.column(result(), "number")).isEqualTo(NUMBERS);
    assertThat(Csv.column(result(), "_status")).containsOnly("succeeded");
    assertThat(Csv.column(result(), "answer"))
        .isEqualTo(NUMBERS.stream().map(number -> "Say " + number).toList());
    assertThat(simulator.stat("distinct_prompts")).isEqualTo(ROWS);
    assertThat(simulator.stat("paid_again"))
        .as("after %d kills", killsOfThisRun)
        .isLessThanOrEqualTo((long) killsOfThisRun * CONCURRENCY);
  }

  private Path result() {
    return work.resolve("in.result.csv");
  }
}
