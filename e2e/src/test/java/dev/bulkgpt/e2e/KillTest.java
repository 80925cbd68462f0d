package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments, the same command again each time, judged by the simulator's
/// counters: no row lost, none twice, nothing paid twice but the calls in flight at the kills.
class KillTest {

  private static final int ROWS = 5_000;
  private static final int CONCURRENCY = 500;
  private static final long ONE_RUN_MILLIS = 5_000;

  @TempDir Path work;

  @Test
  void aRowPaidBeforeTheKillIsNotPaidAgain() throws InterruptedException {
    int kills = Integer.getInteger("bulkgpt.kills");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Program program = new Program(work);
    program.file("w.yaml", Workflows.ECHO);
    program.file("in.csv", Workflows.numberedRows(ROWS));
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=200"))
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      long allowedTwice = 0;
      int killed = 0;
      Program.Ended ended = null;
      while (ended == null) {
        try (Program.Running run = program.start("run", "w.yaml", "in.csv")) {
          boolean finished =
              killed == kills
                  || run.process()
                      .waitFor(random.nextLong(ONE_RUN_MILLIS), TimeUnit.MILLISECONDS);
          if (finished) {
            ended = run.await();
          } else {
            long inFlight = simulator.stat("in_flight");
            run.kill();
            run.process().waitFor();
            killed++;
            allowedTwice += Math.max(inFlight, CONCURRENCY);
          }
        }
      }
      assertThat(ended.exit()).as("seed %d: %s", seed, ended.err()).isZero();
      Path result = work.resolve("in.result.csv");
      List<String> numbers = IntStream.rangeClosed(1, ROWS).mapToObj(i -> "" + i).toList();
      assertThat(Csv.column(result, "number")).isEqualTo(numbers);
      assertThat(Csv.column(result, "_status")).containsOnly("succeeded");
      assertThat(Csv.column(result, "answer"))
          .isEqualTo(numbers.stream().map(n -> "echo: Say " + n).toList());
      assertThat(simulator.stat("unique")).isEqualTo(ROWS);
      assertThat(simulator.stat("paid_again"))
          .as("seed %d, %d kills", seed, killed)
          .isLessThanOrEqualTo(allowedTwice);
      System.out.printf(
          "%d kills: %d paid again, at most %d in flight allowed%n",
          killed, simulator.stat("paid_again"), allowedTwice);
    }
  }
}
