package dev.bulkgpt.model.provider;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts an answer together that came as a stream of pieces although nobody asked for one. Sources:
/// server-sent events (WHATWG HTML, section 9.2); OpenAI's API reference, "Streaming".
final class EventStreamReply {

  private static final String DATA = "data:";
  private static final String END = "[DONE]";

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final ObjectNode whole = JsonMapper.shared().createObjectNode();
  private boolean callsTool;
  private boolean ended;
  private boolean broken;
  private String finish = "";

  private EventStreamReply() {}

  /// @return a chat completion; one that broke off says so as its finish reason
  static JsonNode read(String stream) {
    EventStreamReply reply = new EventStreamReply();
    stream
        .lines()
        .filter(line -> line.startsWith(DATA))
        .forEach(line -> reply.event(line.substring(DATA.length()).strip()));
    return reply.completion();
  }

  private void event(String data) {
    if (data.equals(END)) {
      ended = true;
      return;
    }
    try {
      piece(JsonMapper.shared().readTree(data));
    } catch (JacksonException e) {
      broken = true; // A piece that is cut off, and so is the answer.
    }
  }

  private void piece(JsonNode event) {
    keep(event, "usage");
    if (event.has("error") && !event.path("error").isNull()) {
      whole.set("error", event.path("error"));
    }
    JsonNode choice = event.path("choices").path(0);
    if (choice.has("error") && !choice.path("error").isNull()) {
      whole.set("error", choice.path("error"));
    }
    JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
    Content content = Content.of(said);
    text.append(content.text());
    refusal.append(content.refusal());
    callsTool |= content.callsTool();
    String told = choice.path("finish_reason").asString("");
    finish = told.isEmpty() || told.equals("null") ? finish : told;
  }

  private void keep(JsonNode event, String name) {
    if (event.path(name).isObject()) {
      whole.set(name, event.path(name));
    }
  }

  private JsonNode completion() {
    ObjectNode choice = whole.putArray("choices").addObject();
    choice.put("finish_reason", broken || (finish.isEmpty() && !ended) ? "aborted" : finish);
    ObjectNode message = choice.putObject("message");
    message.put("content", text.toString());
    message.put("refusal", refusal.toString());
    if (callsTool) {
      message.putArray("tool_calls").addObject();
    }
    return whole;
  }
}
