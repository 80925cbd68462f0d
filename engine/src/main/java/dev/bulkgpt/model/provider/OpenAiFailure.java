package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.Usage;
import java.util.Locale;
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
  private static final Pattern NO_CREDIT =
      Pattern.compile("insufficient_quota|billing|credit balance|exceeded your current quota");
  private static final Pattern DAILY =
      Pattern.compile("per day|daily limit|requests_per_day|\\brpd\\b|\\btpd\\b|tokens per day");
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context_length_exceeded|maximum context length|context window|prompt is too long"
              + "|too many tokens|string_above_max_length");
  private static final Pattern FILTERED =
      Pattern.compile("content_filter|content_policy|content management policy|safety system");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final int status;
  private final RetryAfter retryAfter;
  private final String model;
  private final String sentence;
  private final String words;

  private OpenAiFailure(int status, byte[] body, RetryAfter retryAfter, String model) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.model = model;
    JsonNode error = error(body);
    sentence = clean(error.isString() ? error.stringValue() : error.path("message").asString(""));
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
      case 408, 409, 425, 499 -> again();
      default -> status >= 500 || status < 400 ? again() : refusedRequest();
    };
  }

  private ModelFailure tooMany() {
    if (NO_CREDIT.matcher(words).find()) {
      return halt(ErrorCode.QUOTA_EXHAUSTED, "The account has no credit left. Add credit.");
    }
    if (DAILY.matcher(words).find()) {
      return halt(
          ErrorCode.QUOTA_EXHAUSTED, "The key's daily limit is reached. Go on when it is over.");
    }
    return new ModelFailure.RateLimited(
        "The provider's rate limit was reached (" + model + ").", retryAfter.duration());
  }

  private ModelFailure again() {
    return new ModelFailure.Transient(
        ErrorCode.PROVIDER_ERROR,
        "The provider answered with status " + status + " (" + model + ").",
        retryAfter.duration(),
        Usage.NONE);
  }

  private ModelFailure refusedRequest() {
    ErrorCode code = ErrorCode.PROVIDER_ERROR;
    if (TOO_LONG.matcher(words).find() || status == 413) {
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
