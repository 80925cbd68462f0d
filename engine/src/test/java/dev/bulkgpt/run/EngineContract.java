package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.ExpiryStore;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a whole engine must do on every database when files are lost and people change their minds.
interface EngineContract {

  int RACES = 40;
  int CANCELING_THREADS = 3;

  Database database();

  /// For the blobs.
  Path directory();

  @Test
  default void aTaskWhoseInputIsGoneFails() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      String id = live.submit(1_200);
      Files.delete(live.file(id));
      live.engine.start();

      await().until(() -> live.task(id).state().isSettled());
      assertThat(live.task(id).state()).isEqualTo(TaskState.FAILED);
      assertThat(live.task(id).failure()).hasValueSatisfying(it -> assertThat(it).contains("lost"));
      await().until(() -> live.executions() == 0);
    }
  }

  @Test
  default void aTaskWhoseInputIsCutOffFailsAndKeepsItsFinishedRows() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      String id = live.submit(3_000);
      try (FileChannel file = FileChannel.open(live.file(id), StandardOpenOption.WRITE)) {
        file.truncate(file.size() - 1);
      }
      live.engine.start();

      await().until(() -> live.task(id).state().isSettled());
      assertThat(live.task(id).state()).isEqualTo(TaskState.FAILED);
      await().until(() -> live.executions() == 0);
      assertThat(live.task(id).counts().done()).isEqualTo(live.provider.answered());
    }
  }

  @Test
  default void aTaskWhoseInputIsGarbledFails() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      String id = live.submit(100);
      Files.writeString(live.file(id), "x,y,z\r\n".repeat(200));
      live.engine.start();

      await().until(() -> live.task(id).state().isSettled());
      assertThat(live.task(id).state()).isEqualTo(TaskState.FAILED);
      assertThat(live.provider.answered()).isZero();
    }
  }

  @Test
  default void anInputLostWhenAllRowsAreDoneFailsTheTaskAndLeavesNoResult() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      live.provider.hold();
      String id = live.submit(8);
      live.engine.start();
      await().until(() -> live.provider.inFlight() == 8);
      Files.delete(live.file(id));
      live.provider.letGo();

      await().until(() -> live.task(id).state().isSettled());
      assertThat(live.task(id).state()).isEqualTo(TaskState.FAILED);
      assertThat(live.task(id).counts().done()).isEqualTo(8);
      assertThat(live.files()).isEmpty();
    }
  }

  @Test
  default void filesThatAreAwayAreWaitedFor() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      String id = live.submit(600);
      Path away = directory().resolveSibling("away");
      Files.move(directory(), away);
      live.engine.start();
      await().until(() -> live.failures() > 0);
      assertThat(live.task(id).state().isSettled()).isFalse();
      Files.move(away, directory());

      await().until(() -> live.task(id).state().isSettled());
      assertThat(live.task(id).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(live.provider.answered()).isEqualTo(600);
    }
  }

  @Test
  default void aCancelRacesTheEndAndItselfIntoOneEnd() throws Exception {
    try (LiveEngine live = new LiveEngine(database(), directory());
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      live.engine.start();
      for (int race = 0; race < RACES; race++) {
        String id = live.submit(20 + race);
        int before = live.provider.answered();
        int rows = race;
        CountDownLatch moment = new CountDownLatch(1);
        List<Future<Boolean>> cancels =
            IntStream.range(0, CANCELING_THREADS)
                .mapToObj(i ->
                    people.submit(() -> {
                      moment.await();
                      return live.engine.cancel(id);
                    }))
                .toList();
        await().until(() -> live.provider.answered() >= before + rows % 25);
        moment.countDown();
        int canceled = 0;
        for (Future<Boolean> cancel : cancels) {
          canceled += cancel.get() ? 1 : 0;
        }
        await().until(() -> live.task(id).state().isSettled() && live.executions() == 0);
        Task end = live.task(id);
        assertThat(canceled).isEqualTo(end.state() == TaskState.CANCELED ? 1 : 0);
        assertThat(end.state()).isIn(TaskState.CANCELED, TaskState.COMPLETED);
        assertThat(live.results(id)).as("finished rows are kept").isEqualTo(end.counts().done());
        assertThat(live.engine.open(id, Selection.ALL, false).state()).isEqualTo(end.state());
        assertThat(live.engine.cancel(id)).isFalse();
        assertThat(live.task(id)).isEqualTo(end);
      }
    }
  }

  @Test
  default void afterACancelOnlyCallsInFlightEnd() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      live.provider.hold();
      String id = live.submit(2_000);
      live.engine.start();
      await().until(() -> live.provider.inFlight() == LiveEngine.CONCURRENCY);

      assertThat(live.engine.cancel(id)).isTrue();
      live.provider.letGo();

      await().until(() -> live.executions() == 0);
      assertThat(live.provider.started()).isEqualTo(LiveEngine.CONCURRENCY);
      assertThat(live.task(id).counts().succeeded()).isEqualTo(LiveEngine.CONCURRENCY);
      assertThat(live.results(id)).isEqualTo(LiveEngine.CONCURRENCY);
    }
  }

  @Test
  default void aPausedTaskThatIsCanceledLeavesNothingScheduled() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      live.provider.hold();
      String id = live.submit(5_000);
      live.engine.start();
      await().until(() -> live.provider.inFlight() > 0);
      live.engine.pause(id);
      live.provider.letGo();
      await().until(() -> live.provider.inFlight() == 0);
      assertThat(live.executions()).isPositive();

      assertThat(live.engine.cancel(id)).isTrue();
      await().until(() -> live.executions() == 0);
      assertThat(live.task(id).state()).isEqualTo(TaskState.CANCELED);
    }
  }

  @Test
  default void filesOfNoTaskAreRemovedAndTheOthersAreNot() throws IOException {
    try (LiveEngine live = new LiveEngine(database(), directory())) {
      String id = live.submit(10);
      Path upload = Files.writeString(directory().resolve("b2xk.csv"), "number\r\n1\r\n");
      Path part = Files.writeString(directory().resolve(id + ".csv.1-2.part"), "num");
      long now = System.currentTimeMillis() + 1;
      Path later = Files.writeString(directory().resolve("bmV3.csv.3-4.part"), "num");
      assertThat(later.toFile().setLastModified(now + 1)).isTrue();

      new Orphans(live.blobs, new ExpiryStore(database(), InstantSource.system())).remove(now);

      assertThat(upload).doesNotExist();
      assertThat(part).doesNotExist();
      assertThat(live.files()).isEqualTo(Set.of(id + ".csv", String.valueOf(later.getFileName())));
    }
  }
}
