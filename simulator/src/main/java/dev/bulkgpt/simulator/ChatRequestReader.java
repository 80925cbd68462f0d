package dev.bulkgpt.simulator;

import dev.bulkgpt.simulator.ChatRequest.Parameter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// Reads one chat request off its bytes in one pass, keeping only what the answer needs. Used once,
/// by one thread.
final class ChatRequestReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(64 << 20).build())
          .build();

  private final byte[] body;
  private final JsonParser in;
  private final Schemas schemas;

  private @Nullable String model;
  private @Nullable Conversation messages;
  private Set<Parameter> parameters = Set.of();
  private ChatRequest.Form form = ChatRequest.Form.TEXT;
  private @Nullable JsonNode schema;
  private boolean stream;
  private boolean streamUsage;

  private ChatRequestReader(byte[] body, JsonParser in, Schemas schemas) {
    this.body = body;
    this.in = in;
    this.schemas = schemas;
  }

  /// @return null when the body is not a chat request: no JSON object, no `model` or no `messages`
  static @Nullable ChatRequest read(byte[] body, int length, Schemas schemas) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
      return new ChatRequestReader(body, in, schemas).request();
    } catch (JacksonException e) {
      return null; // the caller answers 400; what exactly is wrong with the JSON is of no use to a
      // test double
    }
  }

  private @Nullable ChatRequest request() {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "model" -> model = value == JsonToken.VALUE_STRING ? in.getString() : null;
        case "messages" -> messages = Conversation.read(in);
        case "response_format" -> responseFormat(value);
        case "max_tokens" -> parameter(Parameter.MAX_TOKENS, value);
        case "max_completion_tokens" -> parameter(Parameter.MAX_COMPLETION_TOKENS, value);
        case "temperature" -> parameter(Parameter.TEMPERATURE, value);
        case "reasoning_effort" -> parameter(Parameter.REASONING_EFFORT, value);
        case "stream" -> stream = value == JsonToken.VALUE_TRUE;
        case "stream_options" -> streamOptions(value);
        default -> in.skipChildren();
      }
    }
    if (model == null || messages == null) {
      return null;
    }
    return new ChatRequest(model, messages, parameters, form, schema, stream, streamUsage);
  }

  private void parameter(Parameter parameter, JsonToken value) {
    in.skipChildren();
    if (value != JsonToken.VALUE_NULL) {
      parameters = parameters.isEmpty() ? EnumSet.noneOf(Parameter.class) : parameters;
      parameters.add(parameter);
    }
  }

  private void responseFormat(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken inner = in.nextToken();
      switch (name) {
        case "type" -> form = formOf(in.getString());
        case "json_schema" -> jsonSchema(inner);
        default -> in.skipChildren();
      }
    }
  }

  private static ChatRequest.Form formOf(String type) {
    return switch (type) {
      case "json_schema" -> ChatRequest.Form.SCHEMA;
      case "json_object" -> ChatRequest.Form.OBJECT;
      default -> ChatRequest.Form.TEXT;
    };
  }

  private void jsonSchema(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isSchema = in.currentName().equals("schema");
      in.nextToken();
      int from = (int) in.currentTokenLocation().getByteOffset();
      in.skipChildren();
      if (isSchema) {
        schema =
            schemas.of(Arrays.copyOfRange(body, from, (int) in.currentLocation().getByteOffset()));
      }
    }
  }

  private void streamOptions(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isUsage = in.currentName().equals("include_usage");
      streamUsage |= in.nextToken() == JsonToken.VALUE_TRUE && isUsage;
      in.skipChildren();
    }
  }
}
