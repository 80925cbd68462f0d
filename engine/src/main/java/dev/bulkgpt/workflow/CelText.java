package dev.bulkgpt.workflow;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A CEL value as the text of a cell.
final class CelText {

  private CelText() {}

  static String of(Object value) {
    return switch (value) {
      case String text -> text;
      case Double number -> plain(number);
      case List<?> list -> JsonNodes.text(json(list));
      case Map<?, ?> map -> JsonNodes.text(json(map));
      default -> isNull(value) ? "" : value.toString();
    };
  }

  private static String plain(double number) {
    return Double.isFinite(number)
        ? JsonNodes.plain(BigDecimal.valueOf(number)).toPlainString()
        : Double.toString(number);
  }

  /// CEL's null is an object of a library class that only conditions load, so known by its name.
  private static boolean isNull(Object value) {
    return !(value instanceof String) && value.toString().equals("NULL_VALUE");
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case List<?> list -> {
        var array = JsonNodes.FACTORY.arrayNode();
        list.forEach(item -> array.add(json(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        var object = JsonNodes.object();
        map.forEach((key, item) -> object.set(of(key), json(item)));
        yield object;
      }
      case Long number -> JsonNodes.FACTORY.numberNode(number);
      case Double number when Double.isFinite(number) ->
          JsonNodes.FACTORY.numberNode(JsonNodes.plain(BigDecimal.valueOf(number)));
      case Boolean bool -> JsonNodes.FACTORY.booleanNode(bool);
      default ->
          isNull(value) ? JsonNodes.FACTORY.nullNode() : JsonNodes.FACTORY.stringNode(of(value));
    };
  }
}
