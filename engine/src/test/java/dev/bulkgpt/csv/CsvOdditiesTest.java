package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Odd files as they are met, kept as data: every one is either read to the character or refused
/// with a sentence.
class CsvOdditiesTest {

  static Stream<Oddity> readable() {
    return Oddity.all().stream().filter(it -> it.refused().isEmpty());
  }

  static Stream<Oddity> refused() {
    return Oddity.all().stream().filter(it -> it.refused().isPresent());
  }

  @ParameterizedTest
  @MethodSource("readable")
  void isReadToTheCharacter(Oddity oddity) throws IOException {
    Taken taken = Taken.in(oddity.bytes(), oddity.options());

    List<List<String>> rows = new ArrayList<>();
    rows.add(taken.intake().header());
    rows.addAll(taken.rows());
    assertThat(rows).isEqualTo(oddity.rows());
    oddity.encoding().ifPresent(it -> assertThat(taken.csv().encoding()).isEqualTo(it));
    oddity.separator().ifPresent(it -> assertThat(taken.csv().separator()).isEqualTo(it.charAt(0)));
    if (oddity.isWithoutNotes()) {
      assertThat(taken.intake().notes()).isEmpty();
    }
    for (String note : oddity.notes()) {
      assertThat(taken.intake().notes()).anySatisfy(told -> assertThat(told).contains(note));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithASentence(Oddity oddity) {
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(oddity.bytes(), oddity.options()))
        .withMessageContaining(oddity.refused().orElseThrow());
  }

  @Test
  void namesAreUsedOnce() {
    assertThat(Oddity.all())
        .extracting(Oddity::name)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(60);
  }
}
