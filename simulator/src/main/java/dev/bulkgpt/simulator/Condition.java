package dev.bulkgpt.simulator;

import dev.bulkgpt.simulator.ChatRequest.Form;
import dev.bulkgpt.simulator.ChatRequest.Parameter;
import java.util.Locale;

/// What a request has that a server does not take. [#NONE] is no such thing.
enum Condition {
  NONE,
  MAX_TOKENS,
  MAX_COMPLETION_TOKENS,
  TEMPERATURE,
  REASONING_EFFORT,
  JSON_SCHEMA,
  JSON_OBJECT,
  JSON_OBJECT_WITHOUT_THE_WORD,
  RESPONSE_FORMAT,
  FIELDS_NOT_NAMED,
  SYSTEM_ROLE,
  DEVELOPER_ROLE;

  boolean holds(ChatRequest request) {
    return switch (this) {
      case NONE -> false;
      case MAX_TOKENS -> request.parameters().contains(Parameter.MAX_TOKENS);
      case MAX_COMPLETION_TOKENS -> request.parameters().contains(Parameter.MAX_COMPLETION_TOKENS);
      case TEMPERATURE -> request.parameters().contains(Parameter.TEMPERATURE);
      case REASONING_EFFORT -> request.parameters().contains(Parameter.REASONING_EFFORT);
      case JSON_SCHEMA -> request.form() == Form.SCHEMA;
      case JSON_OBJECT -> request.form() == Form.OBJECT;
      case JSON_OBJECT_WITHOUT_THE_WORD ->
          request.form() == Form.OBJECT && !saysJson(request.messages());
      case RESPONSE_FORMAT -> request.form() != Form.TEXT;
      case FIELDS_NOT_NAMED -> !PromptSchema.names(request);
      case SYSTEM_ROLE -> request.messages().hasSystem();
      case DEVELOPER_ROLE -> request.messages().hasDeveloper();
    };
  }

  private static boolean saysJson(Conversation messages) {
    return messages.others().toLowerCase(Locale.ROOT).contains("json")
        || messages.text().toLowerCase(Locale.ROOT).contains("json");
  }
}
