package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each cell and each sheet becomes, kept as data.
class SheetsTest {

  static Stream<SheetCase> readable() {
    return SheetCase.all().stream().filter(it -> it.refused().isEmpty());
  }

  static Stream<SheetCase> refused() {
    return SheetCase.all().stream().filter(it -> it.refused().isPresent());
  }

  @ParameterizedTest
  @MethodSource("readable")
  void isReadToTheCharacter(SheetCase sheet) throws IOException {
    Taken taken = Taken.in(sheet.book().bytes(), "book.xlsx", sheet.options());

    assertThat(taken.rows()).isEqualTo(sheet.rows());
    assertThat(taken.intake().notes()).containsExactlyElementsOf(sheet.notes());
    assertThat(taken.intake().source()).isInstanceOf(Intake.Source.Workbook.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithASentence(SheetCase sheet) {
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(sheet.book().bytes(), "book.xlsx", sheet.options()))
        .withMessageContaining(sheet.refused().orElseThrow());
  }

  @Test
  void namesAreUsedOnce() {
    assertThat(SheetCase.all())
        .extracting(SheetCase::name)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(60);
  }
}
