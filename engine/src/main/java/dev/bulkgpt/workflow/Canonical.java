package dev.bulkgpt.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a workflow as the one JSON text that equal workflows share. Keys are sorted, except where
/// their order has a meaning (labels, fields, columns); what equals its default is left out, and so
/// is the spending cap. Immutable.
record Canonical(StepKinds kinds) {

  String text(String name, List<PlannedStep> steps, List<String> output, EmptyRows empty) {
    ObjectNode root = JsonNodes.object();
    if (empty != EmptyRows.SKIP) {
      root.put("empty", empty.word());
    }
    root.put("name", name);
    if (!output.equals(steps.stream().flatMap(step -> step.columns().stream()).toList())) {
      output.forEach(root.putArray("output")::add);
    }
    ArrayNode list = root.putArray("steps");
    steps.forEach(step -> list.add(step(step)));
    return JsonNodes.text(root);
  }

  private ObjectNode step(PlannedStep step) {
    var parts = new TreeMap<String, JsonNode>();
    parts.put("id", JsonNodes.FACTORY.stringNode(step.id()));
    step.guard()
        .ifPresent(guard ->
            parts.put(
                guard.sense().word(), JsonNodes.FACTORY.stringNode(guard.condition().source())));
    StepKind kind = kinds.of(step.step());
    parts.put(kind.name(), kind.write(step.step()));
    return JsonNodes.object().setAll(parts);
  }

  /// See [Workflow#settings].
  static Map<String, String> settings(String canonical) {
    Map<String, String> settings = new HashMap<>();
    for (JsonNode written : JsonNodes.read(canonical).path("steps")) {
      if (written instanceof ObjectNode step) {
        String id = step.path("id").asString();
        step.remove(List.of("id", Guard.Sense.RUN_IF.word(), Guard.Sense.SKIP_IF.word()));
        step.values().forEach(kind -> ((ObjectNode) kind).remove("cache"));
        settings.put(id, JsonNodes.text(step));
      }
    }
    return settings;
  }
}
