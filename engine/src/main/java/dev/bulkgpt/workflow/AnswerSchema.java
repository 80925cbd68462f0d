package dev.bulkgpt.workflow;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) of a structured answer: an object whose properties are the columns.
///
/// @param json as it is sent to the provider; not to be changed
public record AnswerSchema(JsonNode json) {

  /// The strict schema of fields: every one required, nothing else allowed. A field with a fallback
  /// may be answered with null.
  public static AnswerSchema of(List<OutputField> fields) {
    ObjectNode schema = JsonNodes.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (OutputField field : fields) {
      properties.set(field.name(), property(field));
      required.add(field.name());
    }
    schema.put("additionalProperties", false);
    return new AnswerSchema(schema);
  }

  private static ObjectNode property(OutputField field) {
    ObjectNode property = JsonNodes.object();
    boolean nullable = field.fallback().isPresent();
    String type = OutputFieldsType.word(field.type());
    if (nullable) {
      property.putArray("type").add(type).add("null");
    } else {
      property.put("type", type);
    }
    field.description().ifPresent(it -> property.put("description", it));
    if (!field.choices().isEmpty()) {
      ArrayNode choices = property.putArray("enum");
      values(field).forEach(choices::add);
      if (nullable) {
        choices.addNull();
      }
    }
    if (field.type() == OutputField.Type.ARRAY) {
      property.putObject("items").put("type", "string");
    }
    return property;
  }

  /// The choices as JSON: texts, or numbers for a field of numbers.
  static List<JsonNode> values(OutputField field) {
    return field.choices().stream()
        .<JsonNode>map(it ->
            field.type() == OutputField.Type.STRING
                ? JsonNodes.FACTORY.stringNode(it)
                : JsonNodes.FACTORY.numberNode(new BigDecimal(it)))
        .toList();
  }

  /// The values of the properties that can have only some, texts and numbers as cells show them.
  public Map<String, List<String>> choices() {
    var choices = new HashMap<String, List<String>>();
    json.path("properties")
        .forEachEntry((name, property) -> {
          JsonNode values = property.path("enum");
          if (values.isArray()) {
            choices.put(
                name,
                values
                    .valueStream()
                    .map(it -> it.asString(""))
                    .filter(it -> !it.isEmpty())
                    .toList());
          }
        });
    return choices;
  }

  /// The properties, in the order they are written.
  public List<String> columns() {
    return List.copyOf(json.path("properties").propertyNames());
  }
}
