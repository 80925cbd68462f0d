package dev.bulkgpt.workflow;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A CEL condition.
final class ConditionType implements SettingType<Condition> {

  @Override
  public Condition read(Node node, Site site) {
    Condition condition =
        Texts.read(node, site, "a CEL condition, such as topic == \"billing\"")
            .map(Condition::new)
            .orElseGet(this::standIn);
    CelExpression.parse(condition.source())
        .faultsWithoutColumns(CelExpression.Wanted.BOOLEAN)
        .forEach(site::error);
    return condition;
  }

  @Override
  public Condition standIn() {
    return new Condition("true");
  }

  @Override
  public JsonNode write(Condition value) {
    return JsonNodes.FACTORY.stringNode(value.source());
  }

  @Override
  public ObjectNode schema() {
    return Texts.schema();
  }

  @Override
  public String words() {
    return "CEL condition";
  }

  @Override
  public void expressions(Condition value, Place place, BiConsumer<Place, Expression> sink) {
    sink.accept(place, value);
  }
}
