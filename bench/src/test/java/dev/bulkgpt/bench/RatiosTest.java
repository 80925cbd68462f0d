package dev.bulkgpt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product has not become slower than it was, as ratios of runs made side by side, for absolute
/// times mean nothing on another machine. Only in the profile `ratios`: `./verify -Pratios`.
///
/// `ratios.properties` holds what was measured when the figures were last recorded; a fifth less is
/// noise.
class RatiosTest {

  private static final double NOISE = 0.8;
  private static final int ROWS = 20_000;
  private static final int AT_ONCE = 64;
  private static final int TIMES = 3;

  @TempDir Path work;

  private final Properties recorded = new Properties();

  @BeforeEach
  void read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RatiosTest.class.getResourceAsStream("ratios.properties"))) {
      recorded.load(in);
    }
  }

  private interface Run {
    Measured measure() throws IOException, InterruptedException;
  }

  @Test
  void aWholeRunKeepsItsDistanceToTheRawLoopAndToAPeer() throws Exception {
    Path input = work.resolve("input.csv");
    Path workflow = work.resolve("prompt.yaml");
    Prompts.writeCsv(input, ROWS);
    Prompts.writeWorkflow(workflow);
    Path program = Path.of(System.getProperty("bulkgpt.program"));
    try (Simulator simulator = Simulator.start(SimulatorSettings.DEFAULT)) {
      Contenders all = new Contenders(program, work, simulator.baseUrl().toString());
      List<Double> best =
          bestByTurns(
              () -> all.ours(workflow, input, AT_ONCE, ""),
              () -> all.raw(ROWS, AT_ONCE),
              () -> all.langChain(ROWS, AT_ONCE));
      compare(
          Map.of(
              "instant.raw", best.get(1) / best.get(0),
              "instant.langchain4j", best.get(2) / best.get(0)));
    }
  }

  private void compare(Map<String, Double> measured) {
    measured.forEach((name, ratio) ->
        System.out.printf("%s: %.2f, recorded %.2f%n", name, ratio, recorded(name)));
    assertThat(measured)
        .allSatisfy((name, ratio) -> assertThat(ratio).isGreaterThan(NOISE * recorded(name)));
  }

  private double recorded(String name) {
    return Double.parseDouble(recorded.getProperty(name));
  }

  /// The least seconds of each. They take turns, so that the simulator is as warm and the machine
  /// as slow for one as for the other.
  private static List<Double> bestByTurns(Run... runs) throws IOException, InterruptedException {
    double[] best = new double[runs.length];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int turn = 0; turn < TIMES; turn++) {
      for (int run = 0; run < runs.length; run++) {
        best[run] = Math.min(best[run], runs[run].measure().seconds());
      }
    }
    return Arrays.stream(best).boxed().toList();
  }
}
