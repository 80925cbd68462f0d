package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Usage;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/// Reads the tokens of an answer in the names that providers give them.
///
/// Sources: the API references of OpenAI (`prompt_tokens`, `input_tokens`), Anthropic
/// (`cache_read_input_tokens` beside `input_tokens`), DeepSeek (`prompt_cache_hit_tokens`) and
/// Google (`promptTokenCount`).
final class TokenCounts {

  /// More than any model reads or writes in a call; what a broken server may tell must not cost.
  private static final int MAX_TOKENS = 10_000_000;

  private static final int BYTES_PER_TOKEN = 4;

  private static final List<JsonPointer> INPUT =
      names("/prompt_tokens", "/input_tokens", "/promptTokenCount");
  private static final List<JsonPointer> OUTPUT =
      names("/completion_tokens", "/output_tokens", "/candidatesTokenCount");
  private static final List<JsonPointer> TOTAL = names("/total_tokens", "/totalTokenCount");
  private static final List<JsonPointer> CACHED =
      names(
          "/prompt_tokens_details/cached_tokens",
          "/input_tokens_details/cached_tokens",
          "/prompt_cache_hit_tokens",
          "/cache_read_input_tokens",
          "/cachedContentTokenCount",
          "/cached_tokens");
  private static final List<JsonPointer> LEARNED = names("/cache_creation_input_tokens");

  private TokenCounts() {}

  private static List<JsonPointer> names(String... names) {
    return Arrays.stream(names).map(JsonPointer::compile).toList();
  }

  /// Whether it says how long the prompt was.
  static boolean tells(JsonNode usage) {
    return count(usage, INPUT) > 0;
  }

  /// What is billed. Thinking that some leave out of the output still stands in the total.
  ///
  /// @param bodyBytes the answer's size: its tokens are guessed from it when none are told
  /// @param requestBytes likewise the request's
  static Usage read(JsonNode usage, int bodyBytes, int requestBytes) {
    if (!tells(usage)) {
      return new Usage(requestBytes / BYTES_PER_TOKEN, 0, bodyBytes / BYTES_PER_TOKEN);
    }
    long input = count(usage, INPUT);
    long cached = count(usage, CACHED);
    if (!usage.has("prompt_tokens") && usage.has("cache_read_input_tokens")) {
      // Anthropic's own count of the input leaves out what its cache knew or learned.
      input += cached + count(usage, LEARNED);
    }
    long output = Math.max(count(usage, OUTPUT), count(usage, TOTAL) - input);
    return new Usage(input, Math.min(cached, input), output);
  }

  private static long count(JsonNode usage, List<JsonPointer> names) {
    for (JsonPointer name : names) {
      long count = count(usage.at(name));
      if (count > 0) {
        return count;
      }
    }
    return 0;
  }

  private static long count(JsonNode number) {
    return Math.clamp(number.asLong(0), 0, MAX_TOKENS);
  }
}
