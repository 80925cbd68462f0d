package dev.bulkgpt.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What is kept of the messages of a request.
///
/// @param prompt 64-bit hash of all messages with their roles: what makes two prompts the same
/// @param text the text of the last user message; empty when there is none
/// @param others the text of all other messages
/// @param characters of all messages together
/// @param answered true when the model's answer to an earlier turn is among them
/// @param hasSystem true when a message has the role system; `hasDeveloper` likewise
record Conversation(
    long prompt,
    String text,
    String others,
    int characters,
    boolean answered,
    boolean hasSystem,
    boolean hasDeveloper) {

  private static final Conversation NONE =
      new Conversation(Hash.START, "", "", 0, false, false, false);

  /// Reads the array the parser stands at the beginning of.
  ///
  /// @return null when it is not an array of objects
  static @Nullable Conversation read(JsonParser in) {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      in.skipChildren();
      return null;
    }
    Conversation sum = NONE;
    while (in.nextToken() == JsonToken.START_OBJECT) {
      sum = sum.withMessage(in);
    }
    return in.currentToken() == JsonToken.END_ARRAY ? sum : null;
  }

  private Conversation withMessage(JsonParser in) {
    String role = "";
    String content = "";
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "role" -> role = value == JsonToken.VALUE_STRING ? in.getString() : "";
        case "content" -> content = content(in, value);
        default -> in.skipChildren();
      }
    }
    boolean isUser = role.equals("user");
    return new Conversation(
        Hash.message(prompt, role, content),
        isUser ? content : text,
        joined(others, isUser ? text : content),
        characters + content.length(),
        answered || role.equals("assistant"),
        hasSystem || role.equals("system"),
        hasDeveloper || role.equals("developer"));
  }

  /// Copies nothing in the usual case: one message beside the user's.
  private static String joined(String before, String more) {
    return before.isEmpty() ? more : more.isEmpty() ? before : before + "\n" + more;
  }

  /// A message's content is a string, or an array of parts of which the texts count.
  private static String content(JsonParser in, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return in.getString();
    }
    if (value != JsonToken.START_ARRAY) {
      in.skipChildren();
      return "";
    }
    var joined = new StringBuilder();
    while (in.nextToken() == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isText = in.currentName().equals("text");
        if (in.nextToken() == JsonToken.VALUE_STRING && isText) {
          joined.append(in.getString());
        } else {
          in.skipChildren();
        }
      }
    }
    return joined.toString();
  }
}
