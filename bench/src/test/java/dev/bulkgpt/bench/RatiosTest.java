package dev.bulkgpt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
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
      double ours = best(() -> all.ours(workflow, input, AT_ONCE, ""));
      compare("instant.raw", best(() -> all.raw(ROWS, AT_ONCE)) / ours);
      compare("instant.langchain4j", best(() -> all.langChain(ROWS, AT_ONCE)) / ours);
    }
  }

  private void compare(String name, double measured) {
    double wanted = Double.parseDouble(recorded.getProperty(name));
    System.out.printf("%s: %.2f, recorded %.2f%n", name, measured, wanted);
    assertThat(measured).as("%s, recorded as %.2f", name, wanted).isGreaterThan(NOISE * wanted);
  }

  private static double best(Run run) {
    return IntStream.range(0, TIMES).mapToDouble(time -> seconds(run)).min().orElseThrow();
  }

  private static double seconds(Run run) {
    try {
      return run.measure().seconds();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
