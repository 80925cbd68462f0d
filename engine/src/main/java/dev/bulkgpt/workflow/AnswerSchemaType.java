package dev.bulkgpt.workflow;

import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema (2020-12) written by the user: an object with properties, whose references stay
/// inside it.
final class AnswerSchemaType implements SettingType<AnswerSchema> {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  @Override
  public AnswerSchema read(Node node, Site site) {
    JsonNode schema = JsonNodes.of(node);
    boolean hasColumns =
        schema.path("type").asString("").equals("object") && !schema.path("properties").isEmpty();
    if (!hasColumns) {
      site.error("Expected a JSON Schema of type object with properties: each becomes a column.");
      return standIn();
    }
    schema.path("properties").propertyNames().forEach(name -> ColumnName.check(name, site));
    if (reachesOutside(schema)) {
      site.error(
          "References may only point inside the schema (#/…), and $schema only to "
              + DIALECT
              + ".");
      return standIn();
    }
    JsonSchemas.faults(schema).forEach(site::error);
    if (!isStrict(schema)) {
      site.warning(
          "Some providers accept only strict schemas: additionalProperties: false, and every"
              + " property in required.");
    }
    return new AnswerSchema(schema);
  }

  /// A reference out of the schema would make this server fetch an address of the user's choice.
  private static boolean reachesOutside(JsonNode node) {
    for (String keyword : new String[] {"$ref", "$dynamicRef"}) {
      JsonNode reference = node.path(keyword);
      if (reference.isString() && !reference.stringValue().startsWith("#")) {
        return true;
      }
    }
    JsonNode dialect = node.path("$schema");
    if (dialect.isString() && !dialect.stringValue().equals(DIALECT)) {
      return true;
    }
    return node.valueStream().anyMatch(AnswerSchemaType::reachesOutside);
  }

  private static boolean isStrict(JsonNode schema) {
    JsonNode extra = schema.path("additionalProperties");
    return extra.isBoolean()
        && !extra.booleanValue()
        && schema.path("required").size() == schema.path("properties").size();
  }

  @Override
  public AnswerSchema standIn() {
    return new AnswerSchema(JsonNodes.object());
  }

  @Override
  public JsonNode write(AnswerSchema value) {
    return sorted(value.json(), false);
  }

  /// Keywords in order of the alphabet; properties as written, for that is the order of columns.
  private static JsonNode sorted(JsonNode node, boolean keepOrder) {
    if (node.isArray()) {
      var array = JsonNodes.FACTORY.arrayNode();
      node.forEach(item -> array.add(sorted(item, false)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodes.object();
    var names = new TreeMap<String, JsonNode>();
    node.forEachEntry(keepOrder ? object::set : names::put);
    object.setAll(names);
    for (String name : List.copyOf(object.propertyNames())) {
      object.set(name, sorted(object.get(name), !keepOrder && name.equals("properties")));
    }
    return object;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodes.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("type").put("const", "object");
    properties.putObject("properties").put("type", "object").put("minProperties", 1);
    schema.putArray("required").add("type").add("properties");
    return schema;
  }

  @Override
  public String words() {
    return "JSON Schema of type object";
  }

  @Override
  public boolean shapesColumns() {
    return true;
  }
}
