package dev.bulkgpt.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Spend;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.AnswerStore.Place;
import dev.bulkgpt.task.Entry.RowEntry;
import dev.bulkgpt.task.Entry.StepEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every database must do for answers that are used again.
interface AnswerContract {

  Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  Fingerprint ASKED = new Fingerprint(-7, 9);
  Fingerprint OTHER = new Fingerprint(-7, 10);

  Database database();

  @Test
  default void aRowTellsItsAnswerToTheQuestionItWasAsked() {
    String task = UUID.randomUUID().toString();
    append(row(task, 3, List.of("x", "yes", "0.9"), new Learned(List.of(OTHER, ASKED), List.of())));
    AnswerStore answers = answers(NOON);
    Place place = new Place(task, "s", 1, 2);

    assertThat(answers.ofRow(place, 3, ASKED)).contains(List.of("yes", "0.9"));
    assertThat(answers.ofRow(place, 3, new Fingerprint(1, 1))).isEmpty();
    assertThat(answers.ofRow(place, 4, ASKED)).isEmpty();
  }

  @Test
  default void aSavedStepTellsItsAnswerBeforeTheRowIsFinished() {
    String task = UUID.randomUUID().toString();
    Learned learned = new Learned(List.of(ASKED), List.of());
    append(
        new StepEntry(
            task,
            new StepResult(8, "s", List.of("saved"), 0, 1, Spend.NONE, 1, learned),
            Spend.NONE));

    assertThat(answers(NOON).ofRow(new Place(task, "s", 0, 1), 8, ASKED))
        .contains(List.of("saved"));
    List<Long> rows = new ArrayList<>();
    answers(NOON).forEachAsked(task, (row, question) -> rows.add(row));
    assertThat(rows).containsExactly(8L);
  }

  @Test
  default void aSharedAnswerIsSeenByItsWorkspaceForItsTime() {
    String mine = UUID.randomUUID().toString().substring(0, 32);
    share(mine, NOON, "first", Duration.ofHours(2));
    share(mine, NOON.plusSeconds(60), "second", Duration.ofHours(2));

    Duration hour = Duration.ofHours(1);
    assertThat(answers(NOON.plusSeconds(90)).shared(mine, ASKED, hour)).contains(List.of("second"));
    assertThat(answers(NOON.plusSeconds(90)).shared("another", ASKED, hour)).isEmpty();
    assertThat(answers(NOON.plusSeconds(90)).shared(mine, OTHER, hour)).isEmpty();
    assertThat(answers(NOON.plusSeconds(60 + 3600)).shared(mine, ASKED, hour)).isEmpty();
    assertThat(answers(NOON.plusSeconds(60 + 3600)).shared(mine, ASKED, Duration.ofDays(9)))
        .isPresent();
    assertThat(answers(NOON.plusSeconds(60 + 7200)).shared(mine, ASKED, Duration.ofDays(9)))
        .isEmpty();
  }

  @Test
  default void expiredAnswersAreForgotten() {
    String mine = UUID.randomUUID().toString().substring(0, 32);
    share(mine, NOON, "kept", Duration.ofHours(1));
    expire(NOON.plusSeconds(3599));
    assertThat(answers(NOON).shared(mine, ASKED, Duration.ofHours(1))).isPresent();
    expire(NOON.plusSeconds(3600));
    assertThat(answers(NOON).shared(mine, ASKED, Duration.ofHours(1))).isEmpty();
  }

  private void expire(Instant now) {
    new ExpiryStore(database(), InstantSource.fixed(now)).deleteExpired();
  }

  private AnswerStore answers(Instant now) {
    return new AnswerStore(database(), InstantSource.fixed(now));
  }

  private void share(String workspace, Instant at, String answer, Duration ttl) {
    Learned learned =
        new Learned(List.of(), List.of(new Learned.Shared(workspace, ASKED, List.of(answer), ttl)));
    new Ledger(database(), InstantSource.fixed(at))
        .append(List.of(row(UUID.randomUUID().toString(), 1, List.of(answer), learned)));
  }

  private void append(Entry entry) {
    new Ledger(database(), InstantSource.fixed(NOON)).append(List.of(entry));
  }

  private static RowEntry row(String task, long row, List<String> cells, Learned learned) {
    RowResult result =
        new RowResult(row, RowStatus.SUCCEEDED, cells, Optional.empty(), 1, Spend.NONE, 1);
    return new RowEntry(task, result, 0, false, false, learned, Spend.NONE);
  }
}
