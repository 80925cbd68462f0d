package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.model.limit.Told.Quota;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/// Reads what an answer's headers tell of limits and waits: `x-ratelimit-{limit,remaining,reset}-…`
/// as OpenAI and most others write them (a duration: `1s`, `6m0s`, `20ms`; a few write when:
/// seconds or milliseconds since 1970, RFC 3339), `anthropic-ratelimit-…-{limit,remaining,reset}`
/// (a time, RFC 3339), and the wait of [RetryAfter]. One pass over the headers; what cannot be read
/// counts as not said.
///
/// Sources: OpenAI, "Rate limits in headers"; Anthropic, "Rate limits, response headers".
final class LimitHeaders {

  private static final String OPENAI = "x-ratelimit-";
  private static final String ANTHROPIC = "anthropic-ratelimit-";

  /// What the names read here begin with: most headers are passed over at a glance.
  private static final String MAY_TELL = "xXaArR";

  private static final int MAX_VALUE_CHARS = 64;
  private static final double NANOS = 1e9;
  private static final double MAX_SECONDS = 9e9;

  /// Plain numbers from here on are seconds since 1970, and from there on milliseconds: a wait of
  /// thirty years, or a date before 1974, is meant by nobody.
  private static final double EPOCH_SECONDS = 1e9;

  private static final double EPOCH_MILLIS = 1e11;
  private static final double MILLIS = 1e3;
  private static final Duration LONGEST = Duration.ofSeconds((long) MAX_SECONDS);

  private final Instant now;
  private final Parts requests = new Parts();
  private final Parts tokens = new Parts();
  private @Nullable String retryAfter;
  private @Nullable String retryAfterMillis;

  private static final class Parts {
    private @Nullable Long limit;
    private @Nullable Long remaining;
    private @Nullable Duration untilFull;

    Optional<Quota> quota() {
      return limit == null || remaining == null || untilFull == null
          ? Optional.empty()
          : Optional.of(new Quota(limit, remaining, untilFull));
    }
  }

  private LimitHeaders(Instant now) {
    this.now = now;
  }

  static LimitHeaders of(MessageHeaders message, Instant now) {
    LimitHeaders headers = new LimitHeaders(now);
    for (Iterator<Header> all = message.headerIterator(); all.hasNext(); ) {
      Header header = all.next();
      String name = header.getName();
      String value = header.getValue();
      if (value != null
          && value.length() <= MAX_VALUE_CHARS
          && MAY_TELL.indexOf(first(name)) >= 0) {
        headers.read(name.toLowerCase(Locale.ROOT), value.strip());
      }
    }
    return headers;
  }

  private static char first(String name) {
    return name.isEmpty() ? 0 : name.charAt(0);
  }

  Told told() {
    return new Told(requests.quota(), tokens.quota());
  }

  RetryAfter retryAfter() {
    return RetryAfter.of(retryAfterMillis, retryAfter, now);
  }

  private void read(String name, String value) {
    if (name.startsWith(OPENAI)) {
      int dash = name.indexOf('-', OPENAI.length());
      if (dash > 0) {
        part(name.substring(OPENAI.length(), dash), name.substring(dash + 1), value);
      }
    } else if (name.startsWith(ANTHROPIC)) {
      int dash = name.lastIndexOf('-');
      if (dash > ANTHROPIC.length()) {
        part(name.substring(dash + 1), name.substring(ANTHROPIC.length(), dash), value);
      }
    } else if (name.equals("retry-after")) {
      retryAfter = value;
    } else if (name.equals("retry-after-ms")) {
      retryAfterMillis = value;
    }
  }

  private void part(String part, String what, String value) {
    Parts parts =
        switch (what) {
          case "requests" -> requests;
          case "tokens" -> tokens;
          default -> new Parts(); // Input tokens, images and more: no limit of ours.
        };
    switch (part) {
      case "limit" -> parts.limit = number(value);
      case "remaining" -> parts.remaining = number(value);
      case "reset" -> parts.untilFull = duration(value, now);
      default -> {} // A name of the provider's own.
    }
  }

  private static @Nullable Long number(String text) {
    try {
      long number = Long.parseLong(text);
      return number >= 0 ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// `6m0s`, `20ms`, plain seconds, or a time; null: nothing that can be read.
  static @Nullable Duration duration(String text, Instant now) {
    try {
      if (text.indexOf('T') > 0) {
        return until(OffsetDateTime.parse(text).toInstant(), now);
      }
      if (isInUnits(text)) {
        return seconds(inUnits(text));
      }
      double number = decimal(text);
      if (number < EPOCH_SECONDS) {
        return seconds(number);
      }
      double since1970 = number < EPOCH_MILLIS ? number : number / MILLIS;
      return seconds(since1970 - now.getEpochSecond() - now.getNano() / NANOS);
    } catch (DateTimeParseException | NumberFormatException e) {
      return null;
    }
  }

  /// @throws NumberFormatException when it is no plain number: no sign, no exponent
  static double decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.".indexOf(text.charAt(i)) < 0) {
        throw new NumberFormatException("no plain number: " + text);
      }
    }
    return Double.parseDouble(text);
  }

  /// Between nothing and what counts as for ever.
  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (Math.clamp(seconds, 0, MAX_SECONDS) * NANOS));
  }

  private static boolean isInUnits(String text) {
    return !text.isEmpty() && "dhms".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  /// The sum of numbers with a unit each, in seconds.
  private static double inUnits(String text) {
    double seconds = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (unit < text.length() && "0123456789.".indexOf(text.charAt(unit)) >= 0) {
        unit++;
      }
      int end = text.startsWith("ms", unit) ? unit + 2 : unit + 1;
      seconds += Double.parseDouble(text.substring(at, unit)) * seconds(text.substring(unit, end));
      at = end;
    }
    return seconds;
  }

  private static double seconds(String unit) {
    return switch (unit) {
      case "d" -> 86_400;
      case "h" -> 3_600;
      case "m" -> 60;
      case "s" -> 1;
      case "ms" -> 0.001;
      default -> throw new NumberFormatException("no unit of time: " + unit);
    };
  }

  /// From now to then, between nothing and what counts as for ever.
  static Duration until(Instant then, Instant now) {
    Duration time = Duration.between(now, then);
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }
}
