package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "5, 5000000000",
    "0.000000001, 1",
    "2.50, 2500000000",
    "1000000000, 1000000000000000000"
  })
  void aCapIsReadExactly(String usd, long nano) {
    assertThat(Money.cap(usd)).contains(Money.ofNanoUsd(nano));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "0.0000000001",
        "1000000001",
        "1e3",
        "NaN",
        " 1",
        "1.",
        ".5",
        "$5",
        "٣"
      })
  void whatIsNoCapIsNone(String text) {
    assertThat(Money.cap(text)).isEmpty();
  }

  @Test
  void theLowerCapHolds() {
    Optional<Money> two = Optional.of(Money.ofNanoUsd(2));
    Optional<Money> one = Optional.of(Money.ofNanoUsd(1));
    assertThat(Money.lower(two, one)).isEqualTo(one);
    assertThat(Money.lower(two, Optional.empty())).isEqualTo(two);
    assertThat(Money.lower(Optional.empty(), Optional.empty())).isEmpty();
  }

  /// At the highest price a file of prices may name, and the most tokens an answer may tell.
  @Property
  void aCallsCostIsExactAndRoundedUp(
      @ForAll @LongRange(min = 0, max = 10_000_000) long input,
      @ForAll @LongRange(min = 0, max = 10_000_000) long output,
      @ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long price) {
    BigInteger exact =
        BigInteger.valueOf(price)
            .multiply(BigInteger.valueOf(input + output))
            .add(BigInteger.valueOf(999_999))
            .divide(BigInteger.valueOf(1_000_000));

    assertThat(new Price(price, price, price).of(new Usage(input, input / 2, output)))
        .isEqualTo(exact.longValueExact());
  }
}
