package dev.bulkgpt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StopEntry;
import dev.bulkgpt.task.RowResult.RowError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every database must do for results: what is written once stands, and is counted once.
interface LedgerContract {

  Database database();

  @Test
  default void theFirstResultOfARowWins() {
    StoreFixture store = new StoreFixture(database(), 10);
    store.append(store.row(3, RowStatus.SUCCEEDED, "first"));
    store.append(store.row(3, RowStatus.SUCCEEDED, "second"));

    assertThat(store.cells(3)).containsExactly("first");
    assertThat(store.task().counts().succeeded()).isEqualTo(1);
    assertThat(store.task().spend()).isEqualTo(StoreFixture.ONE_CALL);
  }

  @Test
  default void writingABatchAgainChangesNothing() {
    StoreFixture store = new StoreFixture(database(), 10);
    List<Entry> batch =
        List.of(
            store.row(2, RowStatus.SUCCEEDED, "b"),
            store.row(1, RowStatus.FAILED, "a"),
            store.step(4, "first", "paid"));
    store.ledger.append(batch);
    Task once = store.task();
    store.ledger.append(batch);

    assertThat(store.task()).isEqualTo(once);
    assertThat(once.counts()).isEqualTo(new Counts(10, 1, 1, 0));
    assertThat(once.spend().calls()).isEqualTo(3);
  }

  @Test
  default void aFailedResultStandsUntilItsReplacementIsCommitted() {
    StoreFixture store = new StoreFixture(database(), 10);
    store.append(store.row(1, RowStatus.FAILED, "bad"));
    store.window.open(store.id, Selection.ALL, true);
    Task reopened = store.task();
    Standing standing = store.standing();

    assertThat(reopened.counts().failed()).isEqualTo(1);
    assertThat(standing.isDone(1)).isFalse();
    assertThat(standing.failedRound(1)).hasValue(0);

    store.append(store.replacement(1, reopened.retryRound(), "good"));
    store.append(store.replacement(1, reopened.retryRound(), "late"));
    assertThat(store.cells(1)).containsExactly("good");
    assertThat(store.task().counts()).isEqualTo(new Counts(10, 1, 0, 0));
    assertThat(store.task().spend().calls()).isEqualTo(2);
  }

  @Test
  default void aSucceededResultIsNeverReplaced() {
    StoreFixture store = new StoreFixture(database(), 10);
    store.append(store.row(1, RowStatus.SUCCEEDED, "paid"));
    store.append(store.replacement(1, 7, "other"));

    assertThat(store.cells(1)).containsExactly("paid");
  }

  @Test
  default void whatAStoppedRowPaidCountsOnceAndInItsRoundOnly() {
    StoreFixture store = new StoreFixture(database(), 10);
    Entry stop = new StopEntry(store.id, 5, UUID.randomUUID().toString(), 0, StoreFixture.ONE_CALL);
    store.append(stop);
    store.append(stop);
    store.append(
        new StopEntry(store.id, 5, UUID.randomUUID().toString(), 0, StoreFixture.ONE_CALL));

    assertThat(store.task().spend().calls()).isEqualTo(2);
    assertThat(store.standing().stoppedSpend(5))
        .isEqualTo(StoreFixture.ONE_CALL.plus(StoreFixture.ONE_CALL));
    assertThat(store.standing().stoppedSpend(4)).isEqualTo(Spend.NONE);
    assertThat(store.ledger.standing(store.id, new ChunkSpan(0, 1, 10, 0, 1), 1).stoppedSpend(5))
        .isEqualTo(Spend.NONE);
  }

  @Test
  default void aCapIsExactAndMayGo() {
    StoreFixture store = new StoreFixture(database(), 10);
    CapStore caps = new CapStore(database());
    assertThat(store.task().maxCost()).isEmpty();

    caps.set(store.id, Optional.of(Money.ofNanoUsd(1)));
    assertThat(store.task().maxCost()).contains(Money.ofNanoUsd(1));
    caps.set(store.id, Optional.of(Money.ofUsd(Money.MAX_CAP_USD)));
    assertThat(store.task().maxCost()).contains(Money.ofUsd(Money.MAX_CAP_USD));
    caps.set(store.id, Optional.empty());
    assertThat(store.task().maxCost()).isEmpty();
  }

  @Test
  default void savedStepsLastUntilTheRowSucceeds() {
    StoreFixture store = new StoreFixture(database(), 10);
    store.append(store.step(5, "ask", "paid answer"));
    assertThat(store.standing().savedSteps(5).values())
        .singleElement()
        .satisfies(saved -> assertThat(saved.cells()).containsExactly("paid answer"));

    store.append(
        new RowEntry(
            store.id,
            StoreFixture.result(5, RowStatus.FAILED, "x"),
            0,
            false,
            true,
            Learned.NOTHING,
            Spend.NONE));
    store.window.open(store.id, Selection.ALL, true);
    assertThat(store.standing().savedSteps(5)).containsKey("ask");

    store.append(
        new RowEntry(
            store.id,
            StoreFixture.result(5, RowStatus.SUCCEEDED, "y"),
            1,
            true,
            true,
            Learned.NOTHING,
            Spend.NONE));
    assertThat(store.standing().savedSteps(5)).isEmpty();
  }

  @Test
  default void textNoDatabaseTakesIsCleaned() {
    StoreFixture store = new StoreFixture(database(), 10);
    store.append(store.row(1, RowStatus.SUCCEEDED, "a\u0000b\ud800c\ud83d\ude00\"\\\n"));
    store.append(
        new RowEntry(
            store.id,
            new RowResult(
                2,
                RowStatus.FAILED,
                List.of(""),
                Optional.of(new RowError(ErrorCode.PROVIDER_ERROR, "s", "nul \u0000 here")),
                1,
                Spend.NONE,
                1),
            0,
            false,
            false,
            Learned.NOTHING,
            Spend.NONE));

    assertThat(store.cells(1)).containsExactly("a\ufffdb\ufffdc\ud83d\ude00\"\\\n");
    assertThat(store.tasks.errors(store.id, 5).getFirst().message()).isEqualTo("nul \ufffd here");
  }

  @Test
  default void resultsComeInOrderWhateverTheOrderTheyWereWritten() {
    StoreFixture store = new StoreFixture(database(), 40);
    for (long row : new long[] {40, 1, 17, 3, 39}) {
      store.append(store.row(row, RowStatus.SUCCEEDED, "v" + row));
    }
    List<Long> seen = new ArrayList<>();
    Ledger.ResultCursor results = store.ledger.results(store.id);
    for (long row = 1; row <= 40; row++) {
      results.at(row).ifPresent(result -> seen.add(result.row()));
    }

    assertThat(seen).containsExactly(1L, 3L, 17L, 39L, 40L);
  }

  @Test
  default void whatFailsIsToldWithoutTheValues() {
    String secret = "a-cell-nobody-may-log";
    assertThatThrownBy(() ->
            database()
                .writeOnly(tx -> {
                  for (int twice = 0; twice < 2; twice++) {
                    tx.createUpdate("INSERT INTO secret (name, value) VALUES (:name, 'x')")
                        .bind("name", secret)
                        .execute();
                  }
                }))
        .satisfies(failure -> {
          StringWriter log = new StringWriter();
          failure.printStackTrace(new PrintWriter(log));
          assertThat(log.toString()).contains("constraint").doesNotContain(secret);
        });
  }
}
