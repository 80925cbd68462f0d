package dev.bulkgpt.app;

import dev.bulkgpt.model.Spend;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Money as people read it.
final class Cost {

  private static final int NANO_DIGITS = 9;
  private static final int SHOWN_DIGITS = 4;

  private Cost() {}

  /// `$0.0213`, or `free`; says so when some calls had no known price.
  static String of(Spend spend) {
    if (spend.calls() > 0 && spend.unpricedCalls() == spend.calls()) {
      return "price unknown";
    }
    if (spend.costNanoUsd() == 0 && spend.unpricedCalls() == 0) {
      return "free";
    }
    String sum = sum(BigDecimal.valueOf(spend.costNanoUsd(), NANO_DIGITS));
    return spend.unpricedCalls() > 0 ? "at least " + sum : sum;
  }

  private static String sum(BigDecimal usd) {
    BigDecimal shown = usd.setScale(SHOWN_DIGITS, RoundingMode.HALF_UP);
    return shown.signum() == 0 ? "under $0.0001" : "$" + shown.toPlainString();
  }
}
