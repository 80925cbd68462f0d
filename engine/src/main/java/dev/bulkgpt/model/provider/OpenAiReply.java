package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.Usage;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a server answered with status 200. Whatever is not a chat completion is garbage, and
/// worth another try.
final class OpenAiReply {

  /// More than any model reads or writes in a call; what a broken server may tell must not cost.
  private static final int MAX_TOKENS = 10_000_000;

  private static final int BYTES_PER_TOKEN = 4;

  private OpenAiReply() {}

  /// @param model for messages
  /// @param requestBytes the request's size: the input's tokens are guessed from it (four bytes
  ///   each) when the server tells no usage
  static ModelAnswer read(byte[] body, String model, int requestBytes) {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return garbage(model, Usage.NONE);
    }
    Usage usage = usage(root.path("usage"), body.length, requestBytes);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    String finish = choice.path("finish_reason").asString("");
    if (message.path("refusal").isString()) {
      return new ModelFailure.Permanent(
          ErrorCode.REFUSED, "The model refused to answer (" + model + ").", usage);
    }
    if (finish.equals("content_filter")) {
      return new ModelFailure.Permanent(
          ErrorCode.CONTENT_FILTERED,
          "The provider's content filter held the answer back (" + model + ").",
          usage);
    }
    JsonNode content = message.path("content");
    if (!content.isString()) {
      return garbage(model, root.has("usage") ? usage : Usage.NONE);
    }
    return new ModelReply(content.stringValue(), usage, finish.equals("length"));
  }

  private static ModelFailure garbage(String model, Usage usage) {
    return new ModelFailure.Unusable(
        "The provider's answer could not be read (" + model + ").", Optional.empty(), usage);
  }

  private static Usage usage(JsonNode usage, int bodyBytes, int requestBytes) {
    if (!usage.path("prompt_tokens").isNumber()) {
      return new Usage(requestBytes / BYTES_PER_TOKEN, 0, bodyBytes / BYTES_PER_TOKEN);
    }
    long input = count(usage.path("prompt_tokens"));
    long cached = count(usage.path("prompt_tokens_details").path("cached_tokens"));
    return new Usage(input, Math.min(cached, input), count(usage.path("completion_tokens")));
  }

  private static long count(JsonNode number) {
    return number.isNumber() ? Math.clamp(number.asLong(0), 0, MAX_TOKENS) : 0;
  }
}
