package dev.bulkgpt.simulator;

/// The errors that need no figures, worded as OpenAI words them.
final class Refusals {

  static final Refusal INVALID_PROMPT =
      Refusal.of(
          400,
          "Invalid prompt: your prompt was flagged.",
          "invalid_request_error",
          "invalid_prompt");
  static final Refusal SERVER_ERROR =
      Refusal.of(500, "The server had an error while processing your request.", "server_error", "");
  static final Refusal OVERLOADED =
      Refusal.of(
          503, "The engine is currently overloaded, please try again later.", "server_error", "");

  private Refusals() {}

  static Refusal tooLong(ChatRequest request) {
    String said =
        "This model's maximum context length is exceeded: your messages resulted in "
            + request.promptTokens()
            + " tokens. Please reduce the length of the messages.";
    return Refusal.of(400, said, "invalid_request_error", "context_length_exceeded");
  }
}
