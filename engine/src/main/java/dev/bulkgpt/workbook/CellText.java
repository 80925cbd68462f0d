package dev.bulkgpt.workbook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a value of a cell is written: the rules that need nothing but the value.
final class CellText {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");

  /// What stands for characters that XML cannot hold, or would change.
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private CellText() {}

  /// A number's value.
  ///
  /// @return empty for what is none, or none that a double can hold
  static Optional<Double> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /// An integer stays digit for digit, as long as it may be; anything else is the shortest decimal
  /// that means the same double.
  ///
  /// @param value of the text
  static String decimal(String text, double value) {
    if (isInteger(text)) {
      return text;
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    return shortest.signum() == 0 ? "0" : shortest.stripTrailingZeros().toPlainString();
  }

  private static boolean isInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  /// A text with its escapes read. One that would leave half of a character stays as it is.
  static String unescaped(String text) {
    if (!text.contains("_x")) {
      return text;
    }
    StringBuilder read = new StringBuilder();
    var escapes = ESCAPE.matcher(text);
    int at = 0;
    while (escapes.find(at)) {
      read.append(text, at, escapes.start());
      char c = (char) Integer.parseInt(escapes.group(1), 16);
      boolean pair = Character.isHighSurrogate(c) && isLowSurrogateAt(text, escapes.end());
      if (pair) {
        read.append(c)
            .append((char) Integer.parseInt(text, escapes.end() + 2, escapes.end() + 6, 16));
        at = escapes.end() + 7;
      } else {
        read.append(Character.isSurrogate(c) ? escapes.group() : String.valueOf(c));
        at = escapes.end();
      }
    }
    return read.append(text, at, text.length()).toString();
  }

  private static boolean isLowSurrogateAt(String text, int at) {
    var next = ESCAPE.matcher(text).region(at, text.length());
    return next.lookingAt() && Character.isLowSurrogate((char) Integer.parseInt(next.group(1), 16));
  }

  /// A date that the file spells out, as Strict workbooks may; what is none stays as it is.
  static String spelledDate(String text, NumberFormat format) {
    try {
      if (text.indexOf('T') > 0) {
        return SerialDate.text(rounded(LocalDateTime.parse(text)), format);
      }
      if (text.indexOf(':') > 0) {
        LocalTime time = LocalTime.from(rounded(LocalTime.parse(text).atDate(LocalDate.EPOCH)));
        return SerialDate.text(time.getHour(), time);
      }
      LocalDate date = LocalDate.parse(text);
      return format == NumberFormat.DATE_TIME
          ? SerialDate.text(date.atStartOfDay(), format)
          : date.toString();
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  private static LocalDateTime rounded(LocalDateTime at) {
    return at.plusNanos(500_000).truncatedTo(ChronoUnit.MILLIS);
  }
}
