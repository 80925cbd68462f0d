package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.task.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AskedRowsProperties {

  /// Fingerprints whose kept bits are few, so that many share them.
  @Property(tries = 200)
  void everyQuestionFindsItsRowHoweverManyLookAlike(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5_000) int questions,
      @ForAll @IntRange(max = 10_000) int expected) {
    Random random = new Random(seed);
    AskedRows asked = new AskedRows(expected);
    Map<Fingerprint, Long> rows = new HashMap<>();
    for (long row = 1; row <= questions; row++) {
      Fingerprint question = new Fingerprint((long) random.nextInt(3_000) << 32, row);
      rows.put(question, row);
      asked.add(question, row);
    }
    rows.forEach((question, row) ->
        assertThat(found(asked, question, row)).as("row of %s", question).contains(row));
  }

  @Test
  void aQuestionNobodyAskedIsCheckedAgainstNoRow() {
    AskedRows asked = new AskedRows(0);
    for (long row = 1; row <= 10_000; row++) {
      asked.add(new Fingerprint(row << 33, row), row);
    }
    List<Long> checked = new ArrayList<>();
    asked.find(
        new Fingerprint(1L << 32, 1),
        row -> {
          checked.add(row);
          return Optional.empty();
        });
    assertThat(checked).isEmpty();
  }

  private static Optional<Long> found(AskedRows asked, Fingerprint question, long wanted) {
    return asked.find(question, row -> row == wanted ? Optional.of(row) : Optional.<Long>empty());
  }
}
