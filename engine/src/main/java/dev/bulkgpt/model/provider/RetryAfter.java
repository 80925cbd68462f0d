package dev.bulkgpt.model.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a server asks to wait: `retry-after-ms` (wins), or `Retry-After` in seconds or as an
/// HTTP date in any of its three forms (RFC 9110, 10.2.3 and 5.6.7); beyond the standard in the
/// forms of [LimitHeaders#duration]. However long, it is read, up to what counts as for ever; what
/// cannot be read, and what is negative, counts as not said.
record RetryAfter(Optional<Duration> duration) {

  private static final double MILLIS = 1e3;

  /// RFC 9110: a year of two digits that seems to be further ahead is past.
  private static final int YEARS_AHEAD = 50;

  static RetryAfter of(@Nullable String millis, @Nullable String after, Instant now) {
    return new RetryAfter(
        number(millis)
            .map(number -> LimitHeaders.seconds(number / MILLIS))
            .or(() -> number(after).map(LimitHeaders::seconds))
            .or(() -> other(after, now)));
  }

  private static Optional<Double> number(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LimitHeaders.decimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> other(@Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    String stripped = text.strip();
    for (DateTimeFormatter form : forms(now)) {
      try {
        Instant at = ZonedDateTime.parse(stripped, form).toInstant();
        return Optional.of(LimitHeaders.until(at, now));
      } catch (DateTimeParseException e) {
        // The next form, perhaps.
      }
    }
    return Optional.ofNullable(LimitHeaders.duration(stripped, now));
  }

  /// The one in use, and the two that were: of RFC 850 and of C's `asctime`.
  private static List<DateTimeFormatter> forms(Instant now) {
    int firstYear = now.atZone(ZoneOffset.UTC).getYear() + YEARS_AHEAD - 99;
    DateTimeFormatter rfc850 =
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    DateTimeFormatter asctime =
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    return List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850, asctime);
  }
}
