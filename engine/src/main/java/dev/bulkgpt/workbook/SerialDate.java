package dev.bulkgpt.workbook;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/// Days since an epoch, as spreadsheets keep dates and times, in ISO 8601. Rounded to the
/// millisecond; nothing of the value is dropped, whatever its format shows: a time under a date's
/// format is written too.
///
/// @param from1904 the workbook counts as old Macs did
record SerialDate(boolean from1904) {

  private static final long DAY_MILLIS = 86_400_000;
  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /// 1 is 1900-01-01.
  private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 31);

  /// 1900 was no leap year, but spreadsheets count a 29 February: this is it.
  private static final long NO_DAY = 60;

  /// @return empty for a number that is no date or time
  Optional<String> text(double serial, NumberFormat format) {
    if (!(serial >= 0 && serial < 3_000_000)) {
      return Optional.empty();
    }
    long millis = Math.round(serial * DAY_MILLIS);
    long days = millis / DAY_MILLIS;
    LocalTime time = LocalTime.ofNanoOfDay(millis % DAY_MILLIS * 1_000_000);
    if (format == NumberFormat.DURATION) {
      return Optional.of(text(millis / 3_600_000, time));
    }
    boolean noDay = from1904 ? format == NumberFormat.TIME && serial < 1 : serial < 1;
    if (noDay) {
      return format == NumberFormat.DATE && millis % DAY_MILLIS == 0
          ? Optional.empty()
          : Optional.of(text(time.getHour(), time));
    }
    return date(days).map(date -> text(date.atTime(time), format));
  }

  private Optional<LocalDate> date(long days) {
    LocalDate date =
        from1904 ? EPOCH_1904.plusDays(days) : EPOCH_1900.plusDays(days > NO_DAY ? days - 1 : days);
    return date.isAfter(LAST) || (!from1904 && days == NO_DAY)
        ? Optional.empty()
        : Optional.of(date);
  }

  /// A date and a time as one text; of a date's format, a midnight is no time.
  static String text(LocalDateTime at, NumberFormat format) {
    String date = at.toLocalDate().toString();
    LocalTime time = at.toLocalTime();
    return format == NumberFormat.DATE && time.equals(LocalTime.MIDNIGHT)
        ? date
        : date + "T" + text(time.getHour(), time);
  }

  /// @param hours of any number; those of the time are not looked at
  static String text(long hours, LocalTime time) {
    StringBuilder text = new StringBuilder();
    padded(text, 2, hours);
    padded(text.append(':'), 2, time.getMinute());
    padded(text.append(':'), 2, time.getSecond());
    int millis = time.getNano() / 1_000_000;
    if (millis != 0) {
      padded(text.append('.'), 3, millis);
    }
    return text.toString();
  }

  private static void padded(StringBuilder to, int digits, long number) {
    String text = Long.toString(number);
    to.repeat('0', Math.max(0, digits - text.length())).append(text);
  }
}
