package dev.bulkgpt.model.provider;

import java.util.Locale;
import java.util.Map;

/// How an answer ended, in the words of many providers. A word that is not known is no good end.
///
/// Sources: the API references of OpenAI, Anthropic, Google (Gemini), Mistral, DeepSeek and Cohere;
/// vLLM and Ollama.
enum Finish {
  /// The answer is whole.
  GOOD,
  /// It was cut off at a limit of its length.
  CUT,
  /// A filter held it back.
  FILTERED,
  /// The model refused.
  REFUSED,
  /// The model called a tool instead.
  TOOL,
  /// The provider broke off.
  FAILED,
  /// A word that nobody knows.
  UNKNOWN;

  private static final Map<String, Finish> WORDS =
      Map.ofEntries(
          Map.entry("", GOOD),
          Map.entry("null", GOOD),
          Map.entry("stop", GOOD),
          Map.entry("stopped", GOOD),
          Map.entry("stop_sequence", GOOD),
          Map.entry("end_turn", GOOD),
          Map.entry("eos", GOOD),
          Map.entry("eos_token", GOOD),
          Map.entry("complete", GOOD),
          Map.entry("completed", GOOD),
          Map.entry("done", GOOD),
          Map.entry("length", CUT),
          Map.entry("max_tokens", CUT),
          Map.entry("max_output_tokens", CUT),
          Map.entry("max_completion_tokens", CUT),
          Map.entry("model_length", CUT),
          Map.entry("model_context_window_exceeded", CUT),
          Map.entry("token_limit", CUT),
          Map.entry("incomplete", CUT),
          Map.entry("content_filter", FILTERED),
          Map.entry("content_filtered", FILTERED),
          Map.entry("safety", FILTERED),
          Map.entry("image_safety", FILTERED),
          Map.entry("recitation", FILTERED),
          Map.entry("blocklist", FILTERED),
          Map.entry("prohibited_content", FILTERED),
          Map.entry("spii", FILTERED),
          Map.entry("language", FILTERED),
          Map.entry("sensitive", FILTERED),
          Map.entry("guardrail_intervened", FILTERED),
          Map.entry("error_toxic", FILTERED),
          Map.entry("refusal", REFUSED),
          Map.entry("tool_calls", TOOL),
          Map.entry("tool_call", TOOL),
          Map.entry("tool_use", TOOL),
          Map.entry("function_call", TOOL),
          Map.entry("malformed_function_call", TOOL),
          Map.entry("unexpected_tool_call", TOOL),
          Map.entry("error", FAILED),
          Map.entry("abort", FAILED),
          Map.entry("aborted", FAILED),
          Map.entry("cancelled", FAILED),
          Map.entry("canceled", FAILED),
          Map.entry("timeout", FAILED),
          Map.entry("network_error", FAILED),
          Map.entry("overloaded", FAILED),
          Map.entry("user_cancel", FAILED),
          Map.entry("error_limit", FAILED),
          Map.entry("insufficient_system_resource", FAILED));

  /// @param word as the provider wrote it, in any case; what follows a colon only explains it
  static Finish of(String word) {
    int colon = word.indexOf(':');
    String kind = colon < 0 ? word : word.substring(0, colon);
    return WORDS.getOrDefault(kind.strip().toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
