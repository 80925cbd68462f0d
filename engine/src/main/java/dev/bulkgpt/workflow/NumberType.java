package dev.bulkgpt.workflow;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A number within bounds; left out, it is empty.
record NumberType(Range range) implements SettingType<OptionalDouble> {

  @Override
  public OptionalDouble read(Node node, Site site) {
    var number = JsonNodes.number(node).map(BigDecimal::doubleValue);
    if (number.isEmpty() || number.get() < range.min() || number.get() > range.max()) {
      site.error("Expected " + words() + ", found " + found(node) + ".");
      return standIn();
    }
    return OptionalDouble.of(number.get());
  }

  static String found(Node node) {
    return node instanceof Node.Scalar(String text, var type) && type == Node.Scalar.Type.NUMBER
        ? text
        : node.describe();
  }

  @Override
  public OptionalDouble standIn() {
    return OptionalDouble.empty();
  }

  @Override
  public JsonNode write(OptionalDouble value) {
    return JsonNodes.FACTORY.numberNode(JsonNodes.plain(BigDecimal.valueOf(value.orElseThrow())));
  }

  @Override
  public ObjectNode schema() {
    return JsonNodes.object()
        .put("type", "number")
        .put("minimum", range.min())
        .put("maximum", range.max());
  }

  @Override
  public String words() {
    return "a number from %s to %s".formatted(plain(range.min()), plain(range.max()));
  }

  static String plain(double number) {
    return JsonNodes.plain(BigDecimal.valueOf(number)).toPlainString();
  }

  @Override
  public boolean isOptional() {
    return true;
  }
}
