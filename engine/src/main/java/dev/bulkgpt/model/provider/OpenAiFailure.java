package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sorts an answer whose status is not 200, by status first and by the error object's words where
/// one status means several things.
///
/// Source: OpenAI's error codes; the same ones, loosely, from the servers that imitate it.
final class OpenAiFailure {

  private static final int MAX_MESSAGE_CHARS = 300;
  private static final Pattern NO_CREDIT = Pattern.compile("insufficient_quota|credit balance");

  /// Without a wait.
  private static final Pattern PERHAPS_NO_CREDIT =
      Pattern.compile("billing|exceeded your current quota");

  private static final Pattern DAILY =
      Pattern.compile("per day|daily limit|requests_per_day|\\brpd\\b|\\btpd\\b|tokens per day");

  /// In Gemini's `quotaId`.
  private static final String A_DAYS = "PerDay";

  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context_length_exceeded|maximum context length|context window|prompt is too long"
              + "|too many tokens|string_above_max_length");

  /// OpenAI's words for a request that is larger than a minute's tokens: no wait makes it fit.
  private static final Pattern LARGER_THAN_LIMIT =
      Pattern.compile("request too large|tokens must be reduced");

  private static final Pattern FILTERED =
      Pattern.compile("content_filter|content_policy|content management policy|safety system");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final int status;
  private final RetryAfter retryAfter;
  private final String model;
  private final String sentence;
  private final String words;
  private final JsonNode details;

  private OpenAiFailure(int status, byte[] body, RetryAfter retryAfter, String model) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.model = model;
    JsonNode error = error(body);
    sentence = clean(error.isString() ? error.stringValue() : error.path("message").asString(""));
    details = error.path("details");
    words =
        (error.path("code").asString("") + " " + error.path("type").asString("") + " " + sentence)
            .toLowerCase(Locale.ROOT);
  }

  /// @param model the full name, for messages
  static ModelFailure sort(int status, byte[] body, RetryAfter retryAfter, String model) {
    return new OpenAiFailure(status, body, retryAfter, model).sorted();
  }

  private ModelFailure sorted() {
    return switch (status) {
      case 401 ->
          halt(
              ErrorCode.AUTH_ERROR,
              "The provider does not accept the API key. Set a valid key and go on.");
      case 403 ->
          halt(
              ErrorCode.AUTH_ERROR,
              "The key may not use this model or API. Ask for access or use another model.");
      case 404 ->
          halt(ErrorCode.AUTH_ERROR, "The provider has no such model or address. Check both.");
      case 402 -> halt(ErrorCode.QUOTA_EXHAUSTED, "The account has no credit left. Add credit.");
      case 429 -> tooMany();
      case 408, 409, 425, 499 -> again(true);
      case 502, 503, 520, 521, 522, 523, 529 -> again(false);
      default -> {
        if (status >= 500) {
          yield again(true);
        }
        yield status < 400 ? elsewhere() : refusedRequest();
      }
    };
  }

  private ModelFailure tooMany() {
    if (LARGER_THAN_LIMIT.matcher(words).find()) {
      return refusedRequest();
    }
    if (DAILY.matcher(words).find() || details.toString().contains(A_DAYS)) {
      return halt(
          ErrorCode.QUOTA_EXHAUSTED, "The key's daily limit is reached. Go on when it is over.");
    }
    Optional<Duration> wait = retryAfter.duration().or(this::retryDelay);
    // With a wait it is no lack of money, whatever the words: Gemini's are the same for both.
    if (NO_CREDIT.matcher(words).find()
        || (wait.isEmpty() && PERHAPS_NO_CREDIT.matcher(words).find())) {
      return halt(ErrorCode.QUOTA_EXHAUSTED, "The account has no credit left. Add credit.");
    }
    return new ModelFailure.RateLimited(
        "The provider's rate limit was reached (" + model + ").", wait);
  }

  /// Google's `RetryInfo`, which says in the body what others say in a header.
  private Optional<Duration> retryDelay() {
    return details
        .valueStream()
        .flatMap(detail -> detail.path("retryDelay").stringValueOpt().stream())
        .flatMap(text -> Optional.ofNullable(LimitHeaders.duration(text, Instant.EPOCH)).stream())
        .findFirst();
  }

  /// @param reached false: it says that it is not there. 520 to 523 are Cloudflare's words for it,
  ///   529 is Anthropic's
  private ModelFailure again(boolean reached) {
    return new ModelFailure.Transient(
        ErrorCode.PROVIDER_ERROR, status(), retryAfter.duration(), reached);
  }

  /// A redirect, or no answer at all: something else than a model is at the address.
  private ModelFailure elsewhere() {
    return new ModelFailure.Unusable(status(), retryAfter.duration(), Usage.NONE);
  }

  private String status() {
    return "The provider answered with status " + status + " (" + model + ").";
  }

  private ModelFailure refusedRequest() {
    ErrorCode code = ErrorCode.PROVIDER_ERROR;
    if (TOO_LONG.matcher(words).find()
        || LARGER_THAN_LIMIT.matcher(words).find()
        || status == 413) {
      code = ErrorCode.CONTEXT_LENGTH_EXCEEDED;
    } else if (FILTERED.matcher(words).find()) {
      code = ErrorCode.CONTENT_FILTERED;
    }
    return new ModelFailure.Permanent(
        code, "The provider refused the request" + said() + " (" + model + ").", Usage.NONE);
  }

  private ModelFailure halt(ErrorCode code, String what) {
    return new ModelFailure.Halting(
        code, what + " (" + model + ", status " + status + said() + ")");
  }

  private String said() {
    return sentence.isEmpty() ? "" : ": " + sentence;
  }

  private static JsonNode error(byte[] body) {
    try {
      JsonNode root = JsonMapper.shared().readTree(body);
      JsonNode first = root.isArray() ? root.path(0) : root;
      return first.path("error");
    } catch (JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }

  /// What a provider says may be long, may hold control characters, and may repeat the key.
  private static String clean(String text) {
    String line =
        CONTROL.matcher(text).replaceAll(" ").replaceAll("\\b(sk|key)-[\\w*-]{4,}", "***");
    return line.length() <= MAX_MESSAGE_CHARS ? line : line.substring(0, MAX_MESSAGE_CHARS) + "…";
  }
}
