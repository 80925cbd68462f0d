package dev.bulkgpt.simulator;

/// The errors that need no figures, worded as OpenAI words them.
final class Refusals {

  static final Refusal INVALID_PROMPT =
      Refusal.of(
          400,
          "Invalid prompt: your prompt was flagged as potentially violating our usage policy."
              + " Please try again with a different prompt.",
          "invalid_request_error",
          "invalid_prompt");
  static final Refusal SERVER_ERROR =
      Refusal.of(500, "The server had an error while processing your request.", "server_error", "");
  static final Refusal OVERLOADED =
      Refusal.of(
          503, "The engine is currently overloaded, please try again later.", "server_error", "");

  static final Refusal DOWN = Refusal.of(503, "The service is down.", "server_error", "");
  static final Refusal LIMITED =
      Refusal.of(429, "Rate limit reached, please slow down.", "requests", "rate_limit_exceeded");
  static final Refusal WRONG_KEY =
      Refusal.of(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
  static final Refusal NO_QUOTA =
      Refusal.of(
          429,
          "You exceeded your current quota, please check your plan and billing details.",
          "insufficient_quota",
          "insufficient_quota");

  private Refusals() {}

  static Refusal limited(String message, String type) {
    return Refusal.of(429, message, type, "rate_limit_exceeded");
  }

  static Refusal tooLong(ChatRequest request) {
    String said =
        "This model's maximum context length is exceeded: your messages resulted in "
            + request.promptTokens()
            + " tokens. Please reduce the length of the messages.";
    return Refusal.of(400, said, "invalid_request_error", "context_length_exceeded");
  }
}
