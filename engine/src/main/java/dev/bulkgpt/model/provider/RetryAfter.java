package dev.bulkgpt.model.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a server asks to wait: `retry-after-ms` (wins), or `Retry-After` in seconds or as an
/// HTTP date (RFC 9110, 10.2.3). What cannot be read counts as not said.
record RetryAfter(Optional<Duration> duration) {

  static RetryAfter of(@Nullable String millis, @Nullable String after, Instant now) {
    Optional<Duration> exact = number(millis).map(ms -> Duration.ofNanos((long) (ms * 1e6)));
    return new RetryAfter(
        exact
            .or(() -> number(after).map(seconds -> Duration.ofNanos((long) (seconds * 1e9))))
            .or(() -> date(after, now)));
  }

  private static Optional<Double> number(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      double value = Double.parseDouble(text.strip());
      return value >= 0 && value < 1e9 ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> date(@Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(LimitHeaders.until(at, now));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
