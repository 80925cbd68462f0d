package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `column: template` or `column: {cel: expression}`, in order.
final class NewColumnsType implements SettingType<List<NewColumn>> {

  private static final TemplateType TEMPLATE = new TemplateType();

  @Override
  public List<NewColumn> read(Node node, Site site) {
    if (!(node instanceof Node.Entries(var entries)) || entries.isEmpty()) {
      site.error("Expected column: template, or column: {cel: expression}; at least one.");
      return standIn();
    }
    var columns = new ArrayList<NewColumn>();
    entries.forEach((name, value) -> {
      Site at = site.key(name);
      ColumnName.check(name, at);
      columns.add(new NewColumn(name.strip(), value(value, at)));
    });
    return List.copyOf(columns);
  }

  private static Expression value(Node value, Site site) {
    if (!(value instanceof Node.Entries(var parts))) {
      return TEMPLATE.read(value, site);
    }
    Unknown.keys(parts, List.of("cel"), site, "a way to compute a column");
    return formula(parts, site);
  }

  private static Expression formula(Map<String, Node> parts, Site site) {
    Node cel = parts.get("cel");
    if (cel == null) {
      site.error("Expected {cel: expression}.");
      return TEMPLATE.standIn();
    }
    var formula = Texts.read(cel, site.key("cel"), "a CEL expression").map(Formula::new);
    formula.ifPresent(it ->
        CelExpression.parse(it.source())
            .faultsWithoutColumns(CelExpression.Wanted.ANYTHING)
            .forEach(site.key("cel")::error));
    return formula.<Expression>map(it -> it).orElseGet(TEMPLATE::standIn);
  }

  @Override
  public List<NewColumn> standIn() {
    return List.of();
  }

  @Override
  public JsonNode write(List<NewColumn> value) {
    ObjectNode columns = JsonNodes.object();
    for (NewColumn column : value) {
      switch (column.value()) {
        case Template template -> columns.put(column.name(), template.source());
        case Formula formula -> columns.putObject(column.name()).put("cel", formula.source());
        case Condition _ -> throw new IllegalStateException("a column is no condition");
      }
    }
    return columns;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode formula =
        JsonNodes.object().put("type", "object").put("additionalProperties", false);
    formula.putObject("properties").set("cel", Texts.schema());
    formula.putArray("required").add("cel");
    ObjectNode schema = JsonNodes.object().put("type", "object").put("minProperties", 1);
    schema.putObject("additionalProperties").putArray("anyOf").add(TEMPLATE.schema()).add(formula);
    return schema;
  }

  @Override
  public String words() {
    return "`column: template`, or `column: {cel: expression}`";
  }

  @Override
  public boolean shapesColumns() {
    return true;
  }

  @Override
  public void expressions(List<NewColumn> value, Place place, BiConsumer<Place, Expression> sink) {
    for (NewColumn column : value) {
      Place at = place.key(column.name());
      sink.accept(column.value() instanceof Formula ? at.key("cel") : at, column.value());
    }
  }
}
