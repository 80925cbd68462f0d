package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.Message.Role;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.RequestForm;
import dev.bulkgpt.model.RequestForm.StructuredOutput;
import dev.bulkgpt.model.RequestForm.SystemRole;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes a request in the form of OpenAI's chat completions API.
///
/// @param form how the model wants it spelled
record OpenAiRequest(ModelRequest request, RequestForm form) {

  private static final int USUAL_BYTES = 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json =
        JSON.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("model", request.model().name());
      json.writeArrayPropertyStart("messages");
      for (Message message : messages()) {
        message(json, message);
      }
      json.writeEndArray();
      parameters(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private void parameters(JsonGenerator json) {
    if (request.temperature().isPresent() && form.temperature()) {
      json.writeNumberProperty("temperature", request.temperature().getAsDouble());
    }
    if (request.maxOutputTokens().isPresent()) {
      json.writeNumberProperty(spelling(form.outputLimit()), request.maxOutputTokens().getAsInt());
    }
    if (request.reasoningEffort().isPresent() && form.reasoningEffort()) {
      json.writeStringProperty("reasoning_effort", request.reasoningEffort().get().wireName());
    }
    if (request.schema().isPresent()) {
      format(json, request.schema().get());
    }
  }

  private static String spelling(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /// As they are, but for a schema that the prompt must tell and a role that the model lacks.
  private List<Message> messages() {
    boolean tellsSchema =
        request.schema().isPresent() && form.structuredOutput() != StructuredOutput.JSON_SCHEMA;
    if (!tellsSchema && form.systemRole() != SystemRole.USER) {
      return request.messages();
    }
    List<Message> messages =
        form.systemRole() == SystemRole.USER
            ? withoutSystem(request.messages())
            : new ArrayList<>(request.messages());
    if (tellsSchema) {
      Message last = messages.removeLast();
      messages.add(
          new Message(
              last.role(),
              last.text()
                  + "\n\nAnswer with one JSON object that fits this JSON Schema, and nothing else:\n"
                  + JSON.writeValueAsString(request.schema().orElseThrow()),
              last.imageUrls()));
    }
    return messages;
  }

  /// What the system says begins what the user says.
  private static List<Message> withoutSystem(List<Message> messages) {
    String system =
        messages.stream()
            .filter(it -> it.role() == Role.SYSTEM)
            .map(it -> it.text() + "\n\n")
            .collect(Collectors.joining());
    List<Message> others = new ArrayList<>();
    messages.stream().filter(it -> it.role() != Role.SYSTEM).forEach(others::add);
    Message first = others.getFirst();
    others.set(0, new Message(first.role(), system + first.text(), first.imageUrls()));
    return others;
  }

  private void message(JsonGenerator json, Message message) {
    json.writeStartObject();
    json.writeStringProperty(
        "role",
        message.role() == Role.SYSTEM ? spelling(form.systemRole()) : spelling(message.role()));
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

  private void format(JsonGenerator json, JsonNode schema) {
    switch (form.structuredOutput()) {
      case JSON_SCHEMA, JSON_SCHEMA_AND_PROMPT -> schema(json, schema);
      case JSON_OBJECT -> {
        json.writeObjectPropertyStart("response_format");
        json.writeStringProperty("type", "json_object");
        json.writeEndObject();
      }
      case PROMPT -> {} // It stands in the prompt alone.
    }
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
