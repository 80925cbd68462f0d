package dev.bulkgpt.model.limit;

import dev.bulkgpt.model.limit.VirtualProvider.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  static final Claimant TASK = new Claimant("w", "t");

  @Test
  void explore() {
    for (long seed = 1; seed <= 2; seed++) {
      show("silent 100/s b100", Behaviour.requests(100, 100), 64, 3000, seed, 100, 100);
      show("silent 100/s b10", Behaviour.requests(100, 10), 64, 3000, seed, 100, 10);
      show("silent true ra", Behaviour.requests(100, 100).retryAfter(-1), 64, 3000, seed, 100, 100);
      show("silent ra 1", Behaviour.requests(100, 100).retryAfter(1), 64, 3000, seed, 100, 100);
      show("silent ra 20", Behaviour.requests(100, 100).retryAfter(20), 64, 3000, seed, 100, 100);
      show("telling", Behaviour.requests(100, 100).telling(), 64, 3000, seed, 100, 100);
      show(
          "telling ra 20",
          Behaviour.requests(100, 100).telling().retryAfter(20),
          64,
          3000,
          seed,
          100,
          100);
      show("telling b10", Behaviour.requests(100, 10).telling(), 64, 3000, seed, 100, 10);
      show("telling b1", Behaviour.requests(100, 1).telling(), 64, 3000, seed, 100, 1);
      show("silent lat 2s", Behaviour.requests(100, 100).latency(2000), 1000, 6000, seed, 100, 100);
      show(
          "telling lat 2s",
          Behaviour.requests(100, 100).telling().latency(2000),
          1000,
          6000,
          seed,
          100,
          100);
      show("silent 1000/s", Behaviour.requests(1000, 1000), 200, 30000, seed, 1000, 1000);
      show(
          "telling 1000/s", Behaviour.requests(1000, 1000).telling(), 200, 30000, seed, 1000, 1000);
      show("silent 10/s", Behaviour.requests(10, 10), 64, 1000, seed, 10, 10);
      show("silent 1/s b5", Behaviour.requests(1, 5), 64, 300, seed, 1, 5);
      show(
          "telling tpm",
          Behaviour.requests(1000, 1000).tokens(10000).telling(),
          64,
          3000,
          seed,
          100,
          100);
      show("silent tpm", Behaviour.requests(1000, 1000).tokens(10000), 64, 3000, seed, 100, 100);
      show(
          "silent change 100-50",
          new Behaviour(t -> t < 15e9 ? 100 : 50, 100, 0, false, 0, 50),
          64,
          3000,
          seed,
          66.6,
          50);
      show(
          "silent change 50-100",
          new Behaviour(t -> t < 15e9 ? 50 : 100, 100, 0, false, 0, 50),
          64,
          3000,
          seed,
          80,
          50);
      show(
          "telling change 100-50",
          new Behaviour(t -> t < 15e9 ? 100 : 50, 100, 0, true, -1, 50),
          64,
          3000,
          seed,
          66.6,
          50);
    }
  }

  private static void show(
      String name, Behaviour b, int atOnce, int rows, long seed, double rate, double burst) {
    Simulation s = new Simulation(Limits.concurrent(atOnce), b, 100, seed);
    s.rows(TASK, rows, null);
    Duration took = s.run();
    double seconds = took.toNanos() / 1e9;
    System.out.printf(
        "%-22s %8.2f s used %.3f (with burst %.3f) refused %d = %.2f%%%n",
        name,
        seconds,
        rows / (rate * seconds),
        rows / (rate * seconds + burst),
        s.refused(),
        100.0 * s.refused() / rows);
  }
}
