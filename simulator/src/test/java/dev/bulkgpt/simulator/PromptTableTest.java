package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Counts by prompt.
class PromptTableTest {

  private final PromptTable table = new PromptTable();

  @Test
  void attemptsAndPaidAnswersAreCountedApart() {
    assertThat(table.attempt(7)).isEqualTo(1);
    assertThat(table.attempt(7)).isEqualTo(2);
    assertThat(table.paid(7)).isEqualTo(1);
    assertThat(table.attemptsOf(7)).isEqualTo(2);
    assertThat(table.paidOf(7)).isEqualTo(1);
    assertThat(table.attemptsOf(0)).isZero();
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aCountStopsAtItsHighest() {
    for (int i = 0; i < 70_000; i++) {
      table.paid(0);
    }
    assertThat(table.paidOf(0)).isEqualTo(65_535);
    assertThat(table.attemptsOf(0)).isZero();
    assertThat(table.attempt(0)).isEqualTo(1);
  }

  @Test
  void everyThreadsCountIsKeptWhileTheTableGrows() {
    var again = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int t = 0; t < 4; t++) {
        threads.execute(() -> {
          for (int i = 0; i < 50_000; i++) {
            if (table.attempt(Hash.mix(i)) > 1) {
              again.incrementAndGet();
            }
          }
        });
      }
    }
    assertThat(table.size()).isEqualTo(50_000);
    assertThat(again).hasValue(150_000);
    table.clear();
    assertThat(table.size()).isZero();
  }
}
