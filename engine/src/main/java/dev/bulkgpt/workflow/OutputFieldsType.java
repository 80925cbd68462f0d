package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a structured answer: `name: {type, enum, description, default}`, in order.
final class OutputFieldsType implements SettingType<List<OutputField>> {

  static final int MAX_FIELDS = 100;
  private static final List<String> PARTS = List.of("type", "enum", "description", "default");
  private static final List<String> TYPES =
      Arrays.stream(OutputField.Type.values()).map(OutputFieldsType::word).toList();

  @Override
  public List<OutputField> read(Node node, Site site) {
    if (!(node instanceof Node.Entries(var entries))
        || entries.isEmpty()
        || entries.size() > MAX_FIELDS) {
      site.error(
          "Expected from 1 to " + MAX_FIELDS + " fields, such as urgency: {enum: [low, high]}.");
      return standIn();
    }
    var fields = new ArrayList<OutputField>();
    entries.forEach((name, value) -> fields.add(field(name, value, site.key(name))));
    return List.copyOf(fields);
  }

  private static OutputField field(String name, Node value, Site site) {
    ColumnName.check(name, site);
    Map<String, Node> parts = parts(value, site);
    Unknown.keys(parts, PARTS, site, "a part of a field");
    OutputField.Type type =
        Optional.ofNullable(parts.get("type"))
            .map(it -> type(it, site.key("type")))
            .orElse(OutputField.Type.STRING);
    List<String> choices =
        Optional.ofNullable(parts.get("enum"))
            .map(it -> choices(it, type, site.key("enum")))
            .orElse(List.of());
    var description =
        Optional.ofNullable(parts.get("description"))
            .flatMap(it -> Texts.read(it, site.key("description"), "a sentence"));
    var fallback =
        Optional.ofNullable(parts.get("default")).flatMap(it -> fallback(it, site.key("default")));
    return new OutputField(name.strip(), type, choices, description, fallback);
  }

  private static Map<String, Node> parts(Node value, Site site) {
    if (value instanceof Node.Entries(var parts)) {
      return parts;
    }
    if (!value.isEmpty()) {
      site.error(
          "Expected the field's parts, such as {type: string}, found " + value.describe() + ".");
    }
    return Map.of();
  }

  private static OutputField.Type type(Node node, Site site) {
    String word = node instanceof Node.Scalar(String text, _) ? text : "";
    if (TYPES.contains(word)) {
      return OutputField.Type.valueOf(word.toUpperCase(Locale.ROOT));
    }
    String hint =
        word.equals("object")
            ? " An object's parts are told by output_schema."
            : Nearest.hint(word, TYPES);
    site.error("A field's type is one of " + String.join(", ", TYPES) + "." + hint);
    return OutputField.Type.STRING;
  }

  private static List<String> choices(Node node, OutputField.Type type, Site site) {
    if (!(node instanceof Node.Items(var items)) || items.isEmpty()) {
      site.error("Expected a list of values, such as [low, normal, high].");
      return List.of();
    }
    if (type == OutputField.Type.BOOLEAN || type == OutputField.Type.ARRAY) {
      site.error("Only texts and numbers are chosen from a list.");
      return List.of();
    }
    var choices = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      choice(items.get(i), type, site.index(i)).ifPresent(choices::add);
    }
    if (new HashSet<>(choices).size() < choices.size()) {
      site.error("A value is written twice.");
    }
    return choices;
  }

  private static Optional<String> choice(Node node, OutputField.Type type, Site site) {
    if (type == OutputField.Type.STRING) {
      return Texts.read(node, site, "a value");
    }
    var number =
        JsonNodes.number(node).filter(it -> type == OutputField.Type.NUMBER || it.scale() == 0);
    if (number.isEmpty()) {
      site.error("Expected a value of the field's type, " + word(type) + ".");
    }
    return number.map(it -> it.toPlainString());
  }

  private static Optional<String> fallback(Node node, Site site) {
    if (node instanceof Node.Scalar(String text, _)) {
      return Optional.of(node.isEmpty() ? "" : text);
    }
    site.error("Expected the cell's text when there is no answer, found " + node.describe() + ".");
    return Optional.empty();
  }

  @Override
  public List<OutputField> standIn() {
    return List.of();
  }

  @Override
  public JsonNode write(List<OutputField> value) {
    ObjectNode fields = JsonNodes.object();
    for (OutputField field : value) {
      ObjectNode parts = fields.putObject(field.name());
      field.fallback().ifPresent(it -> parts.put("default", it));
      field.description().ifPresent(it -> parts.put("description", it));
      if (!field.choices().isEmpty()) {
        ArrayNode choices = parts.putArray("enum");
        AnswerSchema.values(field).forEach(choices::add);
      }
      parts.put("type", word(field.type()));
    }
    return fields;
  }

  static String word(OutputField.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode field = JsonNodes.object();
    field.putArray("type").add("object").add("null");
    field.put("additionalProperties", false);
    ObjectNode parts = field.putObject("properties");
    TYPES.forEach(parts.putObject("type").putArray("enum")::add);
    ObjectNode choices = parts.putObject("enum").put("type", "array").put("minItems", 1);
    choices.put("uniqueItems", true).set("items", Texts.schema());
    parts.set("description", Texts.schema());
    ObjectNode fallback = Texts.schema();
    fallback.withArray("type").add("null");
    parts.set("default", fallback);
    ObjectNode schema = JsonNodes.object().put("type", "object");
    schema.put("minProperties", 1).put("maxProperties", MAX_FIELDS);
    schema.set("additionalProperties", field);
    return schema;
  }

  @Override
  public String words() {
    return "`field: {type, enum, description, default}`, type being " + String.join(", ", TYPES);
  }

  @Override
  public boolean shapesColumns() {
    return true;
  }

  @Override
  public boolean isOptional() {
    return true;
  }
}
