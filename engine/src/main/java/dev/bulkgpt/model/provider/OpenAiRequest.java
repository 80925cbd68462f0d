package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelRequest;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes a request in the form of OpenAI's chat completions API.
///
/// @param tokenLimitField `max_completion_tokens` for OpenAI itself, `max_tokens` for the servers
///   that speak its language and know only that name
record OpenAiRequest(String tokenLimitField) {

  private static final int USUAL_BYTES = 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  byte[] write(ModelRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json =
        JSON.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("model", request.model().name());
      json.writeArrayPropertyStart("messages");
      for (Message message : request.messages()) {
        message(json, message);
      }
      json.writeEndArray();
      if (request.temperature().isPresent()) {
        json.writeNumberProperty("temperature", request.temperature().getAsDouble());
      }
      if (request.maxOutputTokens().isPresent()) {
        json.writeNumberProperty(tokenLimitField, request.maxOutputTokens().getAsInt());
      }
      if (request.schema().isPresent()) {
        schema(json, request.schema().get());
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void message(JsonGenerator json, Message message) {
    json.writeStartObject();
    json.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
    if (message.imageUrls().isEmpty()) {
      json.writeStringProperty("content", message.text());
    } else {
      parts(json, message);
    }
    json.writeEndObject();
  }

  private static void parts(JsonGenerator json, Message message) {
    json.writeArrayPropertyStart("content");
    json.writeStartObject();
    json.writeStringProperty("type", "text");
    json.writeStringProperty("text", message.text());
    json.writeEndObject();
    for (String url : message.imageUrls()) {
      json.writeStartObject();
      json.writeStringProperty("type", "image_url");
      json.writeObjectPropertyStart("image_url");
      json.writeStringProperty("url", url);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void schema(JsonGenerator json, JsonNode schema) {
    json.writeObjectPropertyStart("response_format");
    json.writeStringProperty("type", "json_schema");
    json.writeObjectPropertyStart("json_schema");
    json.writeStringProperty("name", "answer");
    json.writeBooleanProperty("strict", true);
    json.writeName("schema");
    json.writeRawValue(JSON.writeValueAsString(schema));
    json.writeEndObject();
    json.writeEndObject();
  }
}
