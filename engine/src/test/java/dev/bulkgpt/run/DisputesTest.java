package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DisputesTest {

  private final TreeSet<Long> underWay = new TreeSet<>();
  private final List<Long> failed = new ArrayList<>();
  private final List<Long> open = new ArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();
  private final Disputes disputes = new Disputes(pauses::add, rows(underWay), 0);

  @Test
  void fiveRowsRefusedInTheSameWordsAreEverybodysTroubleAndStayOpen() {
    begin(0, 5);
    for (long row = 0; row < 5; row++) {
      assertThat(pauses).isEmpty();
      refused(row, "no such thing");
    }

    assertThat(pauses)
        .singleElement()
        .satisfies(pause -> {
          assertThat(pause.reason()).isEqualTo(Pause.Reason.HALT);
          assertThat(pause.code()).contains(ErrorCode.PROVIDER_ERROR);
          assertThat(pause.message()).contains("said: no such thing");
        });
    assertThat(open).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(failed).isEmpty();
    refused(5, "no such thing");
    assertThat(open).contains(5L);
  }

  @Test
  void oneAnswerShowsThatItWasTheRows() {
    begin(0, 8);
    for (long row = 0; row < 4; row++) {
      refused(row, "no such thing");
    }
    answered(4);
    refused(5, "no such thing");

    assertThat(failed).containsExactly(0L, 1L, 2L, 3L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void differentWordsAreDifferentTroubles() {
    begin(0, 17);
    for (long row = 0; row < 16; row++) {
      refused(row, "words " + row % 4);
    }
    assertThat(pauses).isEmpty();
    refused(16, "words 0");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void anotherStepsAnswersSayNothing() {
    begin(0, 5);
    for (long row = 0; row < 5; row++) {
      disputes.answered("before");
      refused(row, "no such thing");
    }
    assertThat(pauses).hasSize(1);
  }

  /// Refusals come back faster than answers.
  @Test
  void rowsThatBeganEarlierAreWaitedFor() {
    begin(0, 64);
    for (long row = 1; row < 40; row++) {
      refused(row, "no such thing");
    }
    assertThat(pauses).isEmpty();
    answered(0);
    assertThat(failed).hasSize(39);
    assertThat(pauses).isEmpty();
  }

  @Test
  void soAreThoseThatHadBegunWhenThereWereEnough() {
    begin(0, 8);
    for (long row = 0; row < 5; row++) {
      refused(row, "no such thing");
    }
    assertThat(pauses).isEmpty();
    answered(7);
    assertThat(failed).hasSize(5);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRowThatWasStoppedShowsNothing() {
    begin(0, 2);
    refused(0, "no such thing");
    disputes.unsure();
    end(1);
    assertThat(open).containsExactly(0L);
    assertThat(failed).isEmpty();
  }

  @Test
  void whatWasAnsweredBeforeTheRestartCounts() {
    Disputes restarted = new Disputes(pauses::add, rows(underWay), 100);
    restarted.hold(0, dispute("forbidden", true), row(0));
    restarted.ended(true);
    assertThat(failed).containsExactly(0L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void butNotForEver() {
    begin(0, 6);
    for (long row = 1; row < 6; row++) {
      refused(row, "no such thing");
    }
    for (long row = 6; pauses.isEmpty(); row++) {
      begin(row, 1);
      refused(row, "no such thing");
    }
    assertThat(open).hasSizeBetween(10, 20);
  }

  @Test
  void withNobodyLeftItIsTheRows() {
    begin(0, 3);
    refused(0, "no such thing");
    refused(1, "no such thing");
    assertThat(failed).isEmpty();
    refused(2, "no such thing");

    assertThat(failed).containsExactly(0L, 1L, 2L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void rowsFailedForWantOfNeighboursCountForThoseThatFollow() {
    for (long row = 0; row < 4; row++) {
      begin(row, 1);
      refused(row, "no such thing");
    }
    assertThat(failed).hasSize(4);
    begin(4, 1);
    refused(4, "no such thing");

    assertThat(pauses).hasSize(1);
    assertThat(open).containsExactly(4L);
  }

  @Test
  void aDoubtOfTheKeyPausesWhenNobodyWasEverAnswered() {
    begin(0, 2);
    refused(0, "forbidden", true);
    refused(1, "forbidden", true);
    assertThat(pauses).hasSize(1);
    assertThat(open).containsExactly(0L, 1L);
  }

  @Test
  void aDoubtOfTheKeyIsTheRowsWhereOthersWereAnswered() {
    begin(0, 2);
    answered(0);
    refused(1, "forbidden", true);
    assertThat(failed).containsExactly(1L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aTaskThatStopsDecidesNothing() {
    begin(0, 3);
    refused(0, "no such thing");
    disputes.stop();
    assertThat(open).containsExactly(0L);
    assertThat(failed).isEmpty();
  }

  /// Rows that are refused each for itself, whatever their share: no false pause.
  @Test
  void rowsThatAreRefusedAtRandomNeverPauseATaskThatIsAnswered() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double share = 0.05 + 0.45 * random.nextDouble();
      Disputes task = new Disputes(pauses::add, rows(new TreeSet<>()), 0);
      task.answered("step");
      for (long row = 0; row < 2_000; row++) {
        if (random.nextDouble() < share) {
          task.hold(row, dispute("no such thing", false), row(row));
        } else {
          task.answered("step");
        }
        task.ended(false);
      }
    }
    assertThat(pauses).isEmpty();
  }

  private void begin(long first, int rows) {
    for (long row = first; row < first + rows; row++) {
      underWay.add(row);
    }
  }

  private void answered(long row) {
    disputes.answered("step");
    end(row);
  }

  private void refused(long row, String words) {
    refused(row, words, false);
  }

  private void refused(long row, String words, boolean halts) {
    disputes.hold(row, dispute(words, halts), row(row));
    end(row);
  }

  private void end(long row) {
    underWay.remove(row);
    disputes.ended(underWay.isEmpty());
  }

  private static Disputes.UnderWay rows(NavigableSet<Long> underWay) {
    return new Disputes.UnderWay() {
      @Override
      public long earliest() {
        return underWay.isEmpty() ? Long.MAX_VALUE : underWay.first();
      }

      @Override
      public int count() {
        return underWay.size();
      }

      @Override
      public long begun() {
        return underWay.isEmpty() ? 0 : underWay.last() + 1;
      }
    };
  }

  private static StepEnd.Disputed dispute(String words, boolean halts) {
    return new StepEnd.Disputed("step", ErrorCode.PROVIDER_ERROR, "said: " + words, words, halts);
  }

  private Disputes.Row row(long number) {
    return new Disputes.Row() {
      @Override
      public void fails() {
        failed.add(number);
      }

      @Override
      public void staysOpen() {
        open.add(number);
      }
    };
  }
}
