package dev.bulkgpt.workflow;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole number within bounds; left out, it is empty.
record IntegerType(Range range) implements SettingType<OptionalInt> {

  @Override
  public OptionalInt read(Node node, Site site) {
    var number = JsonNodes.number(node);
    boolean fits =
        number.isPresent()
            && number.get().scale() == 0
            && number.get().doubleValue() >= range.min()
            && number.get().doubleValue() <= range.max();
    if (!fits) {
      site.error("Expected " + words() + ", found " + NumberType.found(node) + ".");
      return standIn();
    }
    return OptionalInt.of(number.get().intValueExact());
  }

  @Override
  public OptionalInt standIn() {
    return OptionalInt.empty();
  }

  @Override
  public JsonNode write(OptionalInt value) {
    return JsonNodes.FACTORY.numberNode(value.orElseThrow());
  }

  @Override
  public ObjectNode schema() {
    return JsonNodes.object()
        .put("type", "integer")
        .put("minimum", (long) range.min())
        .put("maximum", (long) range.max());
  }

  @Override
  public String words() {
    return "a whole number from %s to %s"
        .formatted(NumberType.plain(range.min()), NumberType.plain(range.max()));
  }

  @Override
  public boolean isOptional() {
    return true;
  }
}
