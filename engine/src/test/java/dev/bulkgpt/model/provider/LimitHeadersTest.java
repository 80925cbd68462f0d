package dev.bulkgpt.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.limit.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of an answer's headers: text to value, "-" where nothing is.
class LimitHeadersTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "1500, 9, PT1.5S",
        "0, 9, PT0S",
        "0.5, 9, PT0.0005S",
        "-, 9, PT9S",
        "-, ' 9 ', PT9S",
        "-, 0, PT0S",
        "-, 0.5, PT0.5S",
        "-, 1.5, PT1.5S",
        "-, 86401, PT24H1S",
        "-, 999999999, PT277777H46M39S",
        "-, 2147483647, PT596523H14M7S",
        "-, 99999999999999999999999999, PT2500000H",
        "99999999999999999999999999, -, PT2500000H",
        "-, 'Tue, 24 Nov 2026 12:00:30 GMT', PT30S",
        "-, 'Tue, 24 Nov 2026 11:00:00 GMT', PT0S",
        "-, 'Tuesday, 24-Nov-26 12:00:30 GMT', PT30S",
        "-, 'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "-, 'Saturday, 24-Nov-35 12:00:00 GMT', PT78888H",
        "-, 'Tue Nov 24 12:00:30 2026', PT30S",
        "-, 'Sun Nov  6 08:49:37 1994', PT0S",
        "-, 'Sat Dec  5 12:00:00 2026', PT264H",
        "-, 'Fri, 31 Dec 9999 23:59:59 GMT', PT2500000H",
        "-, 30s, PT30S",
        "-, 1m30s, PT1M30S",
        "-, 2026-11-24T12:00:30Z, PT30S",
        "-, soon, -",
        "-, '', -",
        "-, ' ', -",
        "-, ., -",
        "-, 1e3, -",
        "-, 0x10, -",
        "-, Infinity, -",
        "-, NaN, -",
        "-, 'Tue, 99 Nov 2026 12:00:30 GMT', -",
        "-1, -5, -",
        "-1, 3, PT3S",
        "NaN, 3, PT3S",
        "'', 3, PT3S"
      })
  void aTimeToWaitIsReadInEveryForm(String millis, String after, Duration expected) {
    assertThat(RetryAfter.of(millis, after, NOON).duration())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "20ms, PT0.02S",
        "6ms, PT0.006S",
        "1s, PT1S",
        "6m0s, PT6M",
        "1m30s, PT1M30S",
        "1.5s, PT1.5S",
        "2m59.56s, PT2M59.56S",
        "1h2m3s, PT1H2M3S",
        "1d, PT24H",
        "0s, PT0S",
        "0, PT0S",
        "12, PT12S",
        "0.25, PT0.25S",
        "40000, PT11H6M40S",
        "999999999, PT277777H46M39S",
        // 2026-11-24T12:01:00Z in seconds and in milliseconds, a minute ago, and the end of 32
        // bits.
        "1795521660, PT1M",
        "1795521660.5, PT1M0.5S",
        "1795521660000, PT1M",
        "1795521540, PT0S",
        "1795521540000, PT0S",
        "2147483647, PT97767H14M7S",
        "99999999999999999999, PT2500000H",
        "2026-11-24T12:00:30Z, PT30S",
        "2026-11-24T12:00:30.500Z, PT30.5S",
        "2026-11-24T11:59:30Z, PT0S",
        "2026-11-24T13:00:30+01:00, PT30S",
        "9999-12-31T23:59:59Z, PT2500000H",
        "2026-11-24T12:00:30, -",
        "2026-11-24, -",
        "soon, -",
        "s, -",
        "., -",
        "1.2.3s, -",
        "5m6x, -",
        "5xs, -",
        "1s2, -",
        "1e3, -",
        "99999999999999999999d, PT2500000H",
        "'', -",
        "-1, -",
        "-5s, -",
        "NaN, -",
        "Infinity, -"
      })
  void aTimeUntilTheBucketIsFullIsReadInEveryForm(String text, Duration expected) {
    assertThat(LimitHeaders.duration(text, NOON)).isEqualTo(expected);
  }

  @Test
  void limitsAreReadInBothSpellings() {
    HeaderGroup openAi = new HeaderGroup();
    openAi.addHeader(new BasicHeader("X-RateLimit-Limit-Requests", "6000"));
    openAi.addHeader(new BasicHeader("x-ratelimit-remaining-requests", "99"));
    openAi.addHeader(new BasicHeader("x-ratelimit-reset-requests", "10ms"));
    openAi.addHeader(new BasicHeader("x-ratelimit-limit-tokens", "many"));
    HeaderGroup anthropic = new HeaderGroup();
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-tokens-limit", "80000"));
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-tokens-remaining", "79000"));
    anthropic.addHeader(
        new BasicHeader("anthropic-ratelimit-tokens-reset", "2026-11-24T12:00:01Z"));
    anthropic.addHeader(new BasicHeader("anthropic-ratelimit-input-tokens-limit", "1"));

    assertThat(LimitHeaders.of(openAi, NOON).told())
        .isEqualTo(
            new Told(
                Optional.of(new Told.Quota(6_000, 99, Duration.ofMillis(10))), Optional.empty()));
    assertThat(LimitHeaders.of(anthropic, NOON).told())
        .isEqualTo(
            new Told(
                Optional.empty(),
                Optional.of(new Told.Quota(80_000, 79_000, Duration.ofSeconds(1)))));
  }

  /// A limit of which one part cannot be read is not told.
  @ParameterizedTest
  @CsvSource({
    "-1, 5, 1s",
    "600, -1, 1s",
    "600, 5, -1",
    "600, 5, soon",
    "600, '', 1s",
    "'', 5, 1s",
    "600, 5, ''",
    "6e2, 5, 1s",
    "99999999999999999999, 5, 1s"
  })
  void whatCannotBeReadIsNotTold(String limit, String remaining, String reset) {
    HeaderGroup headers = new HeaderGroup();
    headers.addHeader(new BasicHeader("x-ratelimit-limit-requests", limit));
    headers.addHeader(new BasicHeader("x-ratelimit-remaining-requests", remaining));
    headers.addHeader(new BasicHeader("x-ratelimit-reset-requests", reset));

    assertThat(LimitHeaders.of(headers, NOON).told()).isEqualTo(Told.NOTHING);
  }
}
