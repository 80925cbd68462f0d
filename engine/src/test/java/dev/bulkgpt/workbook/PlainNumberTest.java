package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "7",
        "42",
        "-1",
        "10",
        "1234567",
        "99999999999",
        "-99999999999",
        "0.5",
        "-0.5",
        "3.14",
        "0.0001",
        "0.00001",
        "-0.000000001",
        "0.123456789",
        "123456789.1",
        "1234567.89"
      })
  void isOneThatEveryProgramSpellsTheSame(String text) {
    assertThat(PlainNumber.is(text)).isTrue();
    assertThat(BigDecimal.valueOf(Double.parseDouble(text)).stripTrailingZeros().toPlainString())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "-.",
        "007",
        "00",
        "01",
        "-01",
        "-0",
        "-0.0",
        "+7",
        "7.",
        ".5",
        "-.5",
        "7.0",
        "12.50",
        "1E5",
        "1e5",
        "1,5",
        "1.2.3",
        " 1",
        "1 ",
        "1\n",
        "100000000000",
        "1234567890.5",
        "0.12345678901",
        "NaN",
        "Infinity",
        "0x1F",
        "1_000",
        "١",
        "--1",
        "1-",
        "a",
        "1a",
        "0.-1"
      })
  void isNoneOfThese(String text) {
    assertThat(PlainNumber.is(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "0.5", "0.0001", "-0.00012", "10.00001"})
  void mostNumbersAreShownWithoutAnExponent(String text) {
    assertThat(PlainNumber.smallDecimals(text)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.00001", "-0.00001", "0.00009"})
  void smallOnesNeedTheirDecimals(String text) {
    assertThat(PlainNumber.smallDecimals(text)).isEqualTo(5);
  }
}
