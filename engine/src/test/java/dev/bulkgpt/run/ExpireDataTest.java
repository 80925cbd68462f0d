package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.task.ExpiryStore;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is forgotten, when, and what never is.
class ExpireDataTest {

  private static final Duration KEPT = Duration.ofDays(30);

  @TempDir Path work;
  private Database database;
  private LiveEngine live;

  @BeforeEach
  void start() throws IOException {
    database = new Database(DatabaseSettings.sqlite(work.resolve("test.db")));
    live = new LiveEngine(database, work.resolve("files"));
    live.engine.start();
  }

  @AfterEach
  void stop() {
    live.close();
    database.close();
  }

  @Test
  void anEndedTaskIsForgottenWithEverythingWhenItsTimeIsOver() throws IOException {
    String id = completed(1_200);
    Instant end = Instant.ofEpochMilli(live.task(id).times().finishedAt().orElseThrow());

    expireAt(end.plus(KEPT));
    assertThat(live.engine.progress(LiveEngine.ORIGIN.workspaceId(), id)).isPresent();
    assertThat(live.files()).hasSize(2);

    expireAt(end.plus(KEPT).plusMillis(1));
    assertThat(live.engine.progress(LiveEngine.ORIGIN.workspaceId(), id)).isEmpty();
    assertThat(live.engine.find(id)).isEmpty();
    assertThat(live.files()).isEmpty();
    assertThat(live.results(id)).isZero();
    assertThat(live.count("SELECT count(*) FROM chunk")).isZero();
  }

  @Test
  void whatIsUnderWayOrPausedIsKeptHoweverOld() throws IOException {
    live.provider.hold();
    String running = live.submit(10);
    String paused = live.submit(10);
    live.engine.pause(paused);
    await().until(() -> live.provider.inFlight() > 0);

    expireAt(Instant.now().plus(KEPT.multipliedBy(100)));

    live.provider.letGo();
    await().until(() -> live.task(running).state() == TaskState.COMPLETED);
    assertThat(live.task(paused).state()).isEqualTo(TaskState.PAUSED);
    live.engine.open(paused, Selection.ALL, false);
    await().until(() -> live.task(paused).state() == TaskState.COMPLETED);
  }

  @Test
  void aTaskThatWasWithdrawnIsNotOpenedAgain() throws IOException {
    String id = completed(5);
    ExpiryStore store = new ExpiryStore(database, InstantSource.system());

    assertThat(store.withdraw(id, Long.MAX_VALUE)).isTrue();

    assertThat(live.engine.open(id, Selection.ALL, true).state()).isEqualTo(TaskState.CANCELED);
    assertThat(live.engine.progress(LiveEngine.ORIGIN.workspaceId(), id)).isEmpty();
    expireAt(Instant.now().plus(KEPT.multipliedBy(2)));
    assertThat(live.engine.find(id)).as("what a crash left is found again").isEmpty();
  }

  @Test
  void aTaskThatWasReopenedIsNotForgotten() throws IOException {
    String id = completed(5);
    database.writeOnly(tx -> tx.execute("UPDATE task SET state = 'RUNNING' WHERE id = ?", id));

    assertThat(new ExpiryStore(database, InstantSource.system()).withdraw(id, Long.MAX_VALUE))
        .isFalse();
  }

  @Test
  void aDownloadUnderWayIsNotCutOff() throws IOException {
    String id = completed(1_000);
    String name = Engine.resultName(id);
    try (Blobs.Reading blob = live.blobs.read(name).orElseThrow();
        InputStream download = blob.from(0, blob.length())) {
      byte[] first = download.readNBytes(100);
      expireAt(Instant.now().plus(KEPT.multipliedBy(2)));
      byte[] rest = download.readAllBytes();

      assertThat(first.length + rest.length).isEqualTo((int) blob.length());
      assertThat(new String(rest, StandardCharsets.UTF_8)).contains("\n1000,");
    }
    assertThat(live.blobs.read(name)).isEmpty();
  }

  @Test
  void idempotencyKeysGoAfterADay() throws IOException {
    database.writeOnly(tx ->
        tx.execute(
            "INSERT INTO idempotency VALUES ('w1', 'k', 'h', 't', ?)",
            System.currentTimeMillis() - Duration.ofHours(23).toMillis()));

    expireAt(Instant.now());
    assertThat(live.count("SELECT count(*) FROM idempotency")).isOne();

    expireAt(Instant.now().plus(Duration.ofHours(2)));
    assertThat(live.count("SELECT count(*) FROM idempotency")).isZero();
  }

  private String completed(int rows) throws IOException {
    String id = live.submit(rows);
    await().until(() -> live.task(id).state() == TaskState.COMPLETED);
    return id;
  }

  private void expireAt(Instant now) throws IOException {
    InstantSource time = InstantSource.fixed(now);
    ExpireData job = new ExpireData(new ExpiryStore(database, time), live.blobs, KEPT, time);
    Job.Completion end = job.run(new Job.Picked(ExpireData.INSTANCE, () -> true));
    assertThat(database.write(end::complete)).isEqualTo(Job.Next.HOURLY);
  }
}
