package dev.bulkgpt.workflow;

import dev.bulkgpt.model.ReasoningEffort;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One of the words of [ReasoningEffort].
final class ReasoningEffortType implements SettingType<ReasoningEffort> {

  private static final List<ReasoningEffort> ALL = List.of(ReasoningEffort.values());

  @Override
  public ReasoningEffort read(Node node, Site site) {
    Optional<String> text = Texts.read(node, site, "one of " + spelled(", "));
    Optional<ReasoningEffort> effort =
        text.flatMap(word -> ALL.stream().filter(it -> it.wireName().equals(word)).findFirst());
    if (text.isPresent() && effort.isEmpty()) {
      site.error("\"%s\" is not one of %s.".formatted(text.get(), spelled(", ")));
    }
    return effort.orElseGet(this::standIn);
  }

  @Override
  public ReasoningEffort standIn() {
    return ReasoningEffort.MEDIUM;
  }

  @Override
  public JsonNode write(ReasoningEffort value) {
    return JsonNodes.FACTORY.stringNode(value.wireName());
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodes.object();
    ArrayNode words = schema.putArray("enum");
    ALL.forEach(it -> words.add(it.wireName()));
    return schema;
  }

  @Override
  public String words() {
    return "`" + spelled("`, `") + "`";
  }

  private static String spelled(String separator) {
    return Arrays.stream(ReasoningEffort.values())
        .map(ReasoningEffort::wireName)
        .collect(Collectors.joining(separator));
  }
}
