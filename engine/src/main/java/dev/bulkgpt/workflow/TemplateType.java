package dev.bulkgpt.workflow;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A template.
final class TemplateType implements SettingType<Template> {

  @Override
  public Template read(Node node, Site site) {
    return Texts.read(node, site, "a text with {{Column Name}} for cells")
        .map(text -> read(text, site))
        .orElseGet(this::standIn);
  }

  private static Template read(String text, Site site) {
    Template template = Template.of(text, site::error);
    template.doubts().forEach(site::warning);
    return template;
  }

  @Override
  public Template standIn() {
    return Template.of("", _ -> {});
  }

  @Override
  public JsonNode write(Template value) {
    return JsonNodes.FACTORY.stringNode(value.source());
  }

  @Override
  public ObjectNode schema() {
    return Texts.schema();
  }

  @Override
  public String words() {
    return "template";
  }

  @Override
  public void expressions(Template value, Place place, BiConsumer<Place, Expression> sink) {
    sink.accept(place, value);
  }
}
