package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ModelId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A model's name.
final class ModelType implements SettingType<ModelId> {

  @Override
  public ModelId read(Node node, Site site) {
    Optional<String> text = Texts.read(node, site, "a model, such as openai/gpt-5-mini");
    Optional<ModelId> model = text.map(String::strip).flatMap(ModelId::parse);
    if (text.isPresent() && model.isEmpty()) {
      site.error(
          "\"%s\" is not a model; one is written provider/model, such as openai/gpt-5-mini."
              .formatted(text.get()));
    }
    return model.orElseGet(this::standIn);
  }

  @Override
  public ModelId standIn() {
    return new ModelId("provider", "model");
  }

  @Override
  public JsonNode write(ModelId value) {
    return JsonNodes.FACTORY.stringNode(value.toString());
  }

  @Override
  public ObjectNode schema() {
    return JsonNodes.object().put("type", "string").put("pattern", "^\\s*[^/\\s][^/]*/.*\\S");
  }

  @Override
  public String words() {
    return "model";
  }
}
