package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A list of templates; one alone may stand without the list.
final class TemplatesType implements SettingType<List<Template>> {

  private static final TemplateType ITEM = new TemplateType();

  @Override
  public List<Template> read(Node node, Site site) {
    if (!(node instanceof Node.Items(var items))) {
      return List.of(ITEM.read(node, site));
    }
    var templates = new ArrayList<Template>();
    for (Node item : items) {
      templates.add(ITEM.read(item, site.index(templates.size())));
    }
    return List.copyOf(templates);
  }

  @Override
  public List<Template> standIn() {
    return List.of();
  }

  @Override
  public JsonNode write(List<Template> value) {
    var array = JsonNodes.FACTORY.arrayNode();
    value.forEach(template -> array.add(template.source()));
    return array;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode list = JsonNodes.object().put("type", "array");
    list.set("items", ITEM.schema());
    ObjectNode schema = JsonNodes.object();
    schema.putArray("anyOf").add(ITEM.schema()).add(list);
    return schema;
  }

  @Override
  public String words() {
    return "list of templates";
  }

  @Override
  public void expressions(List<Template> value, Place place, BiConsumer<Place, Expression> sink) {
    for (int i = 0; i < value.size(); i++) {
      sink.accept(place.index(i), value.get(i));
    }
  }

  @Override
  public boolean isOptional() {
    return true;
  }
}
