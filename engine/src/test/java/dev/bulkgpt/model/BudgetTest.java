package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.model.Budget.Leave;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private final Budget budget = new Budget(Optional.of(Money.ofNanoUsd(100)), 40, 8);

  @Test
  void whatTheLedgerHoldsIsSpentAlready() {
    assertThat(budget.decide(61)).containsInstanceOf(Leave.Exhausted.class);
    assertThat(budget.decide(60)).contains(new Leave.Granted(60, 60));
  }

  @Test
  void whatOthersReservedIsWaitedFor() throws Exception {
    Leave.Granted first = (Leave.Granted) budget.reserve(50);
    CompletableFuture<Leave> second = inAnotherThread(40);

    budget.settle(first, 10);

    assertThat(second.get()).isEqualTo(new Leave.Granted(40, 40));
  }

  @Test
  void whoWaitsIsToldWhenTheOthersSpentItAll() throws Exception {
    Leave.Granted first = (Leave.Granted) budget.reserve(50);
    CompletableFuture<Leave> second = inAnotherThread(40);

    budget.settle(first, 50);

    assertThat(second.get())
        .isEqualTo(
            new Leave.Exhausted(Money.ofNanoUsd(90), Money.ofNanoUsd(100), Money.ofNanoUsd(40)));
  }

  @Test
  void aRaisedCapWakesWhoWaits() throws Exception {
    assertThat(budget.reserve(50)).isInstanceOf(Leave.Granted.class);
    CompletableFuture<Leave> second = inAnotherThread(40);

    budget.cap(Optional.of(Money.ofNanoUsd(200)));

    assertThat(second.get()).isInstanceOf(Leave.Granted.class);
  }

  @Test
  void whatCostsNothingNeverWaits() throws Exception {
    Leave.Granted first = (Leave.Granted) budget.reserve(60);
    budget.settle(first, 600);

    assertThat(budget.reserve(0)).isInstanceOf(Leave.Granted.class);
    assertThat(budget.reserve(1)).isInstanceOf(Leave.Exhausted.class);
  }

  @Test
  void estimatesGrowByWhatTheCallsSoFarCostMore() throws Exception {
    Leave.Granted first = (Leave.Granted) budget.reserve(10);
    budget.settle(first, 30);

    assertThat(budget.decide(5)).contains(new Leave.Granted(15, 5));
  }

  @Test
  void anotherProcessesSpendCounts() {
    budget.learn(95);
    budget.learn(90);

    assertThat(budget.decide(6)).containsInstanceOf(Leave.Exhausted.class);
  }

  /// Reserves in a thread that is seen to wait.
  private CompletableFuture<Leave> inAnotherThread(long estimate) {
    CompletableFuture<Leave> leave = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                leave.complete(budget.reserve(estimate));
              } catch (InterruptedException e) {
                leave.completeExceptionally(e);
              }
            });
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return leave;
  }
}
