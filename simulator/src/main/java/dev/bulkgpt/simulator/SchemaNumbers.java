package dev.bulkgpt.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/// Numbers that fit `minimum`, `maximum`, their exclusive forms and `multipleOf`, drawn by hash.
final class SchemaNumbers {

  private static final long CANDIDATES = 1000;

  private SchemaNumbers() {}

  static String integer(JsonNode schema, long draw) {
    BigDecimal step = step(schema);
    return onGrid(schema, step.stripTrailingZeros().scale() > 0 ? BigDecimal.ONE : step, draw);
  }

  static String number(JsonNode schema, long draw) {
    if (schema.has("multipleOf")) {
      return onGrid(schema, step(schema), draw);
    }
    double most = bound(schema, "maximum", "exclusiveMaximum", 100);
    double low = bound(schema, "minimum", "exclusiveMinimum", Math.min(0, most - 100));
    double high = Math.max(low, bound(schema, "maximum", "exclusiveMaximum", low + 100));
    double inner = low + (high - low) * (0.1 + 0.8 * Hash.unit(draw, 0));
    BigDecimal rounded = BigDecimal.valueOf(inner).setScale(2, RoundingMode.HALF_UP);
    boolean inside = rounded.doubleValue() > low && rounded.doubleValue() < high;
    return (inside ? rounded : BigDecimal.valueOf(inner)).toPlainString();
  }

  private static double bound(
      JsonNode schema, String inclusive, String exclusive, double otherwise) {
    return schema.path(inclusive).asDouble(schema.path(exclusive).asDouble(otherwise));
  }

  private static BigDecimal step(JsonNode schema) {
    JsonNode multiple = schema.path("multipleOf");
    boolean usable = multiple.isNumber() && multiple.decimalValue().signum() > 0;
    return usable ? multiple.decimalValue() : BigDecimal.ONE;
  }

  /// A multiple of `step` within the bounds, one of the first thousand from the lower bound up;
  /// without a lower bound from 0, or from below an upper bound that is less.
  private static String onGrid(JsonNode schema, BigDecimal step, long draw) {
    long last = last(schema, step);
    long first = first(schema, step, last);
    long span = last == Long.MAX_VALUE ? CANDIDATES : Math.clamp(last - first + 1, 1, CANDIDATES);
    return step.multiply(BigDecimal.valueOf(first + Math.floorMod(draw, span))).toPlainString();
  }

  private static long last(JsonNode schema, BigDecimal step) {
    JsonNode high = schema.path("maximum");
    JsonNode below = schema.path("exclusiveMaximum");
    if (high.isNumber()) {
      return steps(high, step, RoundingMode.FLOOR);
    }
    return below.isNumber() ? steps(below, step, RoundingMode.CEILING) - 1 : Long.MAX_VALUE;
  }

  private static long first(JsonNode schema, BigDecimal step, long last) {
    JsonNode low = schema.path("minimum");
    JsonNode above = schema.path("exclusiveMinimum");
    if (low.isNumber()) {
      return steps(low, step, RoundingMode.CEILING);
    }
    return above.isNumber()
        ? steps(above, step, RoundingMode.FLOOR) + 1
        : Math.min(0, last == Long.MAX_VALUE ? 0 : last - CANDIDATES + 1);
  }

  private static long steps(JsonNode bound, BigDecimal step, RoundingMode rounding) {
    return bound.decimalValue().divide(step, 0, rounding).longValue();
  }
}
