package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Sorts an error by what it means ([ErrorTable]), and says it in a sentence with the provider's
/// own words.
///
/// @param retryAfter what the headers say
/// @param model the full name, for messages
/// @param key never shown, should the provider repeat it
/// @param now when the error came
record OpenAiFailure(RetryAfter retryAfter, String model, Optional<Secret> key, Instant now) {

  /// Nobody waits longer: the task pauses.
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private static final int FORBIDDEN = 403;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /// @param status [ErrorTable#NO_STATUS] for an error in an answer with status 200 that names none
  ModelFailure sort(int status, ErrorBody error) {
    Optional<Duration> wait =
        retryAfter.duration().or(() -> error.retryDelay().flatMap(this::duration));
    Meaning meaning = ErrorTable.get().meaning(status, error, wait.isEmpty());
    String message = meaning.words() + " " + said(status, error);
    return switch (meaning) {
      case KEY, ACCESS, MODEL, SUSPENDED, CREDIT, BUDGET, DAY ->
          new ModelFailure.Halting(meaning.code(), message);
      case TOO_LONG, FILTERED -> new ModelFailure.Permanent(meaning.code(), message, Usage.NONE);
      case MISSING -> new ModelFailure.Disputed(message, error.likeness(), true);
      case UNCLEAR -> new ModelFailure.Disputed(message, error.likeness(), status == FORBIDDEN);
      case SLIP -> new ModelFailure.Slip(message, Usage.NONE, false);
      case NONE -> new ModelFailure.Unusable(message, wait, Usage.NONE);
      case LIMIT, BUSY, LATER ->
          wait.filter(time -> time.compareTo(LONGEST_WAIT) > 0)
              .map(time -> endless(time, message))
              .orElseGet(() -> later(meaning, status, message, wait));
    };
  }

  private static ModelFailure later(
      Meaning meaning, int status, String message, Optional<Duration> wait) {
    return switch (meaning) {
      case LIMIT -> new ModelFailure.RateLimited(message, wait);
      case BUSY -> new ModelFailure.Overloaded(message, wait);
      default -> new ModelFailure.Transient(meaning.code(), message, wait, isReached(status));
    };
  }

  private ModelFailure endless(Duration wait, String message) {
    return new ModelFailure.Halting(
        ErrorCode.QUOTA_EXHAUSTED,
        "The provider asks to wait until " + TIME.format(now.plus(wait)) + ". " + message);
  }

  private Optional<Duration> duration(String text) {
    return Optional.ofNullable(LimitHeaders.duration(text, now));
  }

  /// False: it says that it is not there. 520 to 523 are Cloudflare's words for it.
  private static boolean isReached(int status) {
    return switch (status) {
      case 502, 503, 520, 521, 522, 523 -> false;
      default -> true;
    };
  }

  private String said(int status, ErrorBody error) {
    String words = error.sentence(key).replaceFirst("\\.$", "");
    String told = status == ErrorTable.NO_STATUS ? "" : ", status " + status;
    return "(" + model + told + (words.isEmpty() ? "" : ": " + words) + ").";
  }
}
