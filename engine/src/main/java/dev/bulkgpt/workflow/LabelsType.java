package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Labels in three spellings: a list of names; `name: sentence`; `name: {description, examples}`.
/// Their order is kept.
final class LabelsType implements SettingType<List<Label>> {

  static final int MIN_LABELS = 2;
  static final int MAX_LABELS = 500;
  private static final List<String> PARTS = List.of("description", "examples");

  @Override
  public List<Label> read(Node node, Site site) {
    List<Label> labels =
        switch (node) {
          case Node.Items(var items) -> listed(items, site);
          case Node.Entries(var entries) -> {
            var named = new ArrayList<Label>();
            entries.forEach((name, value) -> {
              if (name.isBlank()) {
                site.error("A label needs a name.");
              }
              named.add(label(name.strip(), value, site.key(name)));
            });
            yield named;
          }
          case Node.Scalar _ -> {
            site.error("Expected labels: a list of names, or name: sentence.");
            yield List.of();
          }
        };
    if (!(node instanceof Node.Scalar)) {
      check(labels, site);
    }
    return List.copyOf(labels);
  }

  private static List<Label> listed(List<Node> items, Site site) {
    var labels = new ArrayList<Label>();
    for (int i = 0; i < items.size(); i++) {
      Texts.read(items.get(i), site.index(i), "a label's name")
          .map(String::strip)
          .ifPresent(name -> labels.add(new Label(name, name, List.of())));
    }
    return labels;
  }

  private static Label label(String name, Node value, Site site) {
    if (value.isEmpty()) {
      return new Label(name, name, List.of());
    }
    if (!(value instanceof Node.Entries(var parts))) {
      String sentence = Texts.read(value, site, "a sentence about the label").orElse(name);
      return new Label(name, sentence, List.of());
    }
    Unknown.keys(parts, PARTS, site, "a part of a label");
    Optional<String> description =
        Optional.ofNullable(parts.get("description"))
            .flatMap(it -> Texts.read(it, site.key("description"), "a sentence about the label"));
    List<String> examples =
        Optional.ofNullable(parts.get("examples"))
            .map(it -> examples(it, site.key("examples")))
            .orElse(List.of());
    return new Label(name, description.orElse(name), examples);
  }

  private static List<String> examples(Node node, Site site) {
    if (!(node instanceof Node.Items(var items))) {
      site.error("Expected a list of example texts, found " + node.describe() + ".");
      return List.of();
    }
    var examples = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      Texts.read(items.get(i), site.index(i), "an example text").ifPresent(examples::add);
    }
    return examples;
  }

  private static void check(List<Label> labels, Site site) {
    if (labels.size() < MIN_LABELS || labels.size() > MAX_LABELS) {
      site.error(
          "Expected from %d to %d labels, found %d."
              .formatted(MIN_LABELS, MAX_LABELS, labels.size()));
    }
    var seen = new HashSet<String>();
    for (Label label : labels) {
      if (!seen.add(label.name())) {
        site.error("The label \"" + label.name() + "\" is written twice.");
      }
    }
  }

  @Override
  public List<Label> standIn() {
    return List.of();
  }

  @Override
  public JsonNode write(List<Label> value) {
    ObjectNode labels = JsonNodes.object();
    for (Label label : value) {
      if (label.examples().isEmpty()) {
        labels.put(label.name(), label.description());
      } else {
        ObjectNode parts = labels.putObject(label.name()).put("description", label.description());
        label.examples().forEach(parts.putArray("examples")::add);
      }
    }
    return labels;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode list =
        JsonNodes.object()
            .put("type", "array")
            .put("minItems", MIN_LABELS)
            .put("maxItems", MAX_LABELS);
    list.set("items", Texts.schema());
    ObjectNode parts = JsonNodes.object().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = parts.putObject("properties");
    properties.set("description", Texts.schema());
    properties.putObject("examples").put("type", "array").set("items", Texts.schema());
    ObjectNode map =
        JsonNodes.object()
            .put("type", "object")
            .put("minProperties", MIN_LABELS)
            .put("maxProperties", MAX_LABELS);
    map.putObject("additionalProperties")
        .putArray("anyOf")
        .add(Texts.schema())
        .add(JsonNodes.object().put("type", "null"))
        .add(parts);
    ObjectNode schema = JsonNodes.object();
    schema.putArray("anyOf").add(list).add(map);
    return schema;
  }

  @Override
  public String words() {
    return "list of names, or `name: sentence`, or `name: {description, examples}`";
  }
}
