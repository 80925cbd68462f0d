package dev.bulkgpt.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An amount in billionths of a US dollar, exact.
public record Money(long nanoUsd) {

  private static final int NANO_DIGITS = 9;

  /// No cap is higher.
  public static final BigDecimal MAX_CAP_USD = BigDecimal.valueOf(1_000_000_000);

  private static final Pattern CAP = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");

  public static Money ofNanoUsd(long nanoUsd) {
    return new Money(nanoUsd);
  }

  /// @throws ArithmeticException when it has digits below a billionth, or is too large
  public static Money ofUsd(BigDecimal usd) {
    return new Money(
        usd.setScale(NANO_DIGITS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
  }

  /// A spending cap as a person writes it: dollars above 0, at most a billion, with up to nine
  /// decimals. Empty when it is something else.
  public static Optional<Money> cap(BigDecimal usd) {
    boolean fits =
        usd.signum() > 0
            && usd.stripTrailingZeros().scale() <= NANO_DIGITS
            && usd.compareTo(MAX_CAP_USD) <= 0;
    return fits ? Optional.of(ofUsd(usd)) : Optional.empty();
  }

  /// As [#cap(BigDecimal)], from text.
  public static Optional<Money> cap(String usd) {
    return CAP.matcher(usd).matches() ? cap(new BigDecimal(usd)) : Optional.empty();
  }

  /// The lower of two caps, of which each may be missing.
  public static Optional<Money> lower(Optional<Money> one, Optional<Money> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .min(Comparator.comparingLong(Money::nanoUsd));
  }

  public BigDecimal usd() {
    return new BigDecimal(plain());
  }

  /// In dollars, without needless zeros: `0.00215`.
  public String plain() {
    return nanoUsd == 0
        ? "0"
        : BigDecimal.valueOf(nanoUsd, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }
}
