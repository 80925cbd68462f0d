package dev.bulkgpt.simulator;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// A JSON text that fits a JSON Schema, the same one whenever the same prompt is asked.
///
/// Knows what providers accept as a structured output schema: `type` (also a list), `properties`,
/// `required`, `additionalProperties`, `items`, `prefixItems`, `minItems`, `maxItems`,
/// `uniqueItems`, `enum`, `const`, `anyOf`, `oneOf`, `allOf` with one element, `$ref` into the same
/// document, and the bounds of [SchemaScalars] and [SchemaNumbers]. `pattern` and `not` are
/// ignored, so is the "exactly one" of `oneOf`. Recursive schemas end by leaving out what is
/// optional.
final class SchemaInstance {

  private static final int DEEP = 5;
  private static final int DEEPEST = 20;

  private final JsonNode root;
  private final SchemaScalars scalars;

  private SchemaInstance(JsonNode root, SchemaScalars scalars) {
    this.root = root;
    this.scalars = scalars;
  }

  static String of(JsonNode schema, String text, long hash) {
    return new SchemaInstance(schema, new SchemaScalars(text)).value(schema, 0, hash);
  }

  /// A JSON text that does not fit: the first required property is missing, or the root has another
  /// type.
  static String misfit(JsonNode schema, String text, long hash) {
    var instance = new SchemaInstance(schema, new SchemaScalars(text));
    JsonNode target = instance.resolved(schema);
    boolean isObject =
        target.has("properties") || target.path("type").asString("").equals("object");
    String first = target.path("required").path(0).asString("");
    if (isObject && !first.isEmpty() && (hash & 1) == 0) {
      return instance.object(target, 0, hash, Set.of(first));
    }
    return isObject ? "[\"this is not what was asked for\"]" : "{\"unexpected\":{}}";
  }

  private String value(JsonNode node, int depth, long hash) {
    JsonNode schema = resolved(node);
    if (depth > DEEPEST) {
      return "null";
    }
    if (schema.has("const")) {
      return schema.get("const").toString();
    }
    if (schema.has("enum")) {
      return scalars.choice(schema.get("enum"), hash);
    }
    for (String union : new String[] {"anyOf", "oneOf"}) {
      if (schema.has(union)) {
        return value(branch(schema.get(union), depth, hash), depth + 1, Hash.mix(hash));
      }
    }
    return switch (type(schema, depth, hash)) {
      case "object" -> object(schema, depth, hash, Set.of());
      case "array" -> array(schema, depth, hash);
      case "integer" -> SchemaNumbers.integer(schema, hash + scalars.index());
      case "number" -> SchemaNumbers.number(schema, hash + scalars.index());
      case "boolean" -> (hash & 1) == 0 ? "true" : "false";
      case "null" -> "null";
      default -> scalars.string(schema);
    };
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode schema = node;
    for (int hops = 0; hops < DEEPEST; hops++) {
      String ref = schema.path("$ref").asString("");
      if (ref.equals("#") || ref.startsWith("#/")) {
        schema = root.at(ref.substring(1));
      } else if (schema.path("allOf").size() == 1) {
        schema = schema.get("allOf").get(0);
      } else {
        break;
      }
    }
    return schema;
  }

  private String type(JsonNode schema, int depth, long hash) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (depth > DEEP && each.asString("").equals("null")) {
          return "null";
        }
      }
      return type.path(Math.floorMod((int) hash, Math.max(1, type.size()))).asString("string");
    }
    if (type.isString()) {
      return type.asString("");
    }
    return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
  }

  /// Any branch, but far down the first one that nests no further.
  private JsonNode branch(JsonNode branches, int depth, long hash) {
    if (depth > DEEP) {
      for (JsonNode each : branches) {
        String type = resolved(each).path("type").asString("");
        if (!type.equals("object") && !type.equals("array")) {
          return each;
        }
      }
    }
    return branches.path(Math.floorMod((int) hash, Math.max(1, branches.size())));
  }

  private String object(JsonNode schema, int depth, long hash, Set<String> without) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asString("")));
    var json = new StringBuilder("{");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = property.getKey();
      if ((required.remove(name) || depth <= DEEP) && !without.contains(name)) {
        member(json, name, value(property.getValue(), depth + 1, Hash.text(hash, name)));
      }
    }
    JsonNode more = schema.path("additionalProperties");
    if (required.isEmpty() && more.isObject() && depth <= DEEP) {
      required.add("key");
    }
    required.removeAll(without);
    for (String name : required) {
      member(json, name, value(more, depth + 1, Hash.text(hash, name)));
    }
    return json.append('}').toString();
  }

  private static void member(StringBuilder json, String name, String value) {
    if (json.length() > 1) {
      json.append(',');
    }
    JsonText.quote(json, name);
    json.append(':').append(value);
  }

  private String array(JsonNode schema, int depth, long hash) {
    int least = schema.path("minItems").asInt(0);
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    int wanted = depth > DEEP ? least : Math.min(most, Math.max(least, 1 + (int) (hash >>> 62)));
    boolean unique = schema.path("uniqueItems").asBoolean(false);
    var items = new StringBuilder("[");
    Set<String> seen = new HashSet<>();
    int count = 0;
    int outer = scalars.index();
    for (int i = 0; count < wanted && i < wanted * 8; i++) {
      JsonNode prefix = schema.path("prefixItems").path(count);
      scalars.index(outer + i);
      String value =
          value(
              prefix.isMissingNode() ? schema.path("items") : prefix,
              depth + 1,
              Hash.mix(hash + i));
      if (!unique || seen.add(value)) {
        items.append(count++ == 0 ? "" : ",").append(value);
      }
    }
    scalars.index(outer);
    return items.append(']').toString();
  }
}
