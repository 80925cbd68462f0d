package dev.bulkgpt.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount in billionths of a US dollar, exact.
public record Money(long nanoUsd) {

  private static final int NANO_DIGITS = 9;

  public static Money ofNanoUsd(long nanoUsd) {
    return new Money(nanoUsd);
  }

  /// @throws ArithmeticException when it has digits below a billionth, or is too large
  public static Money ofUsd(BigDecimal usd) {
    return new Money(
        usd.setScale(NANO_DIGITS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
  }

  /// In dollars, without needless zeros: `0.00215`.
  public String plain() {
    return nanoUsd == 0
        ? "0"
        : BigDecimal.valueOf(nanoUsd, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }
}
