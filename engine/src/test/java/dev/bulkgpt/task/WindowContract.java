package dev.bulkgpt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every database must do for a task's chunks, its turns and what a person changes in between.
interface WindowContract {

  Database database();

  @Test
  default void everyChunkRunsOnceAndThenTheTaskIsFinalized() {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    try (StoreFixture store = new StoreFixture(database(), 500)) {
      store.start(picked -> {
        ran.add(picked.instance());
        return store.endOf(picked);
      });
      await().until(() -> store.task().state() == TaskState.COMPLETED);
    }
    assertThat(ran).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  default void aPausedTaskParksItsChunksAndOpeningWakesThem() throws InterruptedException {
    CountDownLatch paused = new CountDownLatch(1);
    Map<String, Integer> runs = new ConcurrentHashMap<>();
    try (StoreFixture store = new StoreFixture(database(), 100)) {
      store.start(picked -> {
        paused.await();
        runs.merge(picked.instance(), 1, Integer::sum);
        return store.endOf(picked);
      });
      Pause reason = new Pause(Pause.Reason.HALT, Optional.of(ErrorCode.AUTH_ERROR), "Bad key.");
      assertThat(store.tasks.pause(store.id, reason)).isTrue();
      assertThat(store.tasks.pause(store.id, reason)).isFalse();
      paused.countDown();
      await().until(() -> store.parked() == StoreFixture.WINDOW);
      assertThat(store.task().pause()).contains(reason);

      store.window.open(store.id, Selection.ALL, false);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(store.task().pause()).isEmpty();
      assertThat(runs).hasSize(10);
    }
  }

  @Test
  default void aCapThatWasRaisedMeanwhilePausesNothing() {
    try (StoreFixture store = new StoreFixture(database(), 10)) {
      Pause reason = Pause.of(ErrorCode.BUDGET_EXCEEDED, "Reached.");
      new CapStore(database()).set(store.id, Optional.of(Money.ofNanoUsd(8)));

      assertThat(store.tasks.pause(store.id, reason, Optional.of(Money.ofNanoUsd(5)))).isFalse();
      assertThat(store.task().pause()).isEmpty();
      assertThat(store.tasks.pause(store.id, reason, Optional.of(Money.ofNanoUsd(8)))).isTrue();
      assertThat(store.task().pause()).contains(reason);
    }
  }

  @Test
  default void anotherSelectionTakesUpJustTheMissingRows() {
    try (StoreFixture store = new StoreFixture(database(), 100, new Selection.First(15))) {
      List<Long> ran = new ArrayList<>();
      store.start(store.rowsInto(ran));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(store.task().counts()).isEqualTo(new Counts(15, 15, 0, 0));

      store.window.open(store.id, new Selection.Spread(10), false);
      await().until(() -> store.task().counts().done() == 10);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(ran).hasSize(24).doesNotHaveDuplicates();

      store.window.open(store.id, Selection.ALL, false);
      await().until(() -> store.task().counts().done() == 100);
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(ran).hasSize(100).doesNotHaveDuplicates();
    }
  }

  @Test
  default void openingACompletedTaskWithNothingToDoLeavesIt() {
    try (StoreFixture store = new StoreFixture(database(), 20)) {
      store.start(store.rowsInto(new ArrayList<>()));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
      Task before = store.task();

      assertThat(store.window.open(store.id, Selection.ALL, true).state())
          .isEqualTo(TaskState.COMPLETED);
      assertThat(store.task().times()).isEqualTo(before.times());
    }
  }

  @Test
  default void aTaskOpenedWhileItIsFinalizingIsNotCompletedByTheEarlierFinalizing()
      throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(1);
    Queue<String> finalized = new ConcurrentLinkedQueue<>();
    try (StoreFixture store = new StoreFixture(database(), 20)) {
      store.append(store.row(3, RowStatus.FAILED, "bad"));
      List<Long> ran = new ArrayList<>();
      store.start(
          store.rowsInto(ran),
          picked -> {
            opened.await();
            finalized.add(picked.instance());
            return tx -> store.window.endFinalizing(tx, picked.instance());
          });
      await().until(() -> store.task().state() == TaskState.FINALIZING);

      assertThat(store.window.open(store.id, Selection.ALL, true).state().runsRows()).isTrue();
      await().until(() -> ran.contains(3L));
      opened.countDown();

      await().until(() -> store.task().state() == TaskState.COMPLETED);
      assertThat(finalized).hasSize(2).doesNotHaveDuplicates();
      assertThat(store.task().counts()).isEqualTo(new Counts(20, 20, 0, 0));
      await().until(() -> store.scheduled() == 0);
    }
  }

  @Test
  default void aStaleCompletionLeavesTheWindowUnmoved() {
    AtomicInteger ran = new AtomicInteger();
    try (StoreFixture store = new StoreFixture(database(), 10)) {
      store.start(picked -> {
        if (ran.incrementAndGet() == 1) {
          store.steal(picked.instance());
        }
        return store.endOf(picked);
      });
      await().until(() -> ran.get() == 1 && store.stolenBy("elsewhere") == 1);
      assertThat(store.chunkStates()).containsExactly("SCHEDULED");
      assertThat(store.task().state()).isEqualTo(TaskState.PREPARING);
    }
  }

  @Test
  default void aRestartedNodeFreesWhatItHeldWhenItDied() {
    try (StoreFixture store = new StoreFixture(database(), 10)) {
      store.holdAll("local");
      store.start(store.rowsInto(new ArrayList<>()));
      await().until(() -> store.task().state() == TaskState.COMPLETED);
    }
  }

  @Test
  default void whatThereIsToDoIsCounted() {
    StoreFixture store = new StoreFixture(database(), 60);
    StoreFixture other = new StoreFixture(database(), 10);
    store.tasks.begin(store.id);

    assertThat(store.tasks.countByState())
        .containsOnly(Map.entry(TaskState.RUNNING, 1L), Map.entry(TaskState.PREPARING, 1L));
    assertThat(store.schedules.load()).isEqualTo(new Schedules.Load(StoreFixture.WINDOW + 1, 0, 0));
    store.holdAll("local");
    assertThat(other.schedules.load()).isEqualTo(new Schedules.Load(0, StoreFixture.WINDOW + 1, 0));
  }
}
