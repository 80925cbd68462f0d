package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) of the workflow language, derived from the step kinds: for editors,
/// and for programs that write workflows. It accepts every document that [WorkflowReader] accepts;
/// names of columns, templates and conditions are beyond what a schema can say.
public final class WorkflowSchema {

  private WorkflowSchema() {}

  /// As indented text.
  public static String text(StepKinds kinds) {
    return JsonNodes.prettyText(of(kinds)) + "\n";
  }

  public static JsonNode of(StepKinds kinds) {
    ObjectNode schema =
        JsonNodes.object()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "BulkGPT workflow")
            .put("type", "object")
            .put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    properties.set("name", described(Texts.schema(), "What the workflow is called."));
    ObjectNode steps =
        described(JsonNodes.object(), "What is done to each row, in order.")
            .put("type", "array")
            .put("minItems", 1)
            .put("maxItems", RootReader.MAX_STEPS);
    steps.putObject("items").put("$ref", "#/$defs/step");
    properties.set("steps", steps);
    properties.set("output", output());
    properties.set("max_cost_usd", cap());
    properties.set("empty", empty());
    schema.putArray("required").add("name").add("steps");
    schema.set("$defs", definitions(kinds));
    return schema;
  }

  private static ObjectNode output() {
    ObjectNode output =
        described(
            JsonNodes.object(),
            "The added columns of the result, in order; left out: every one, in step order.");
    output.putArray("type").add("array").add("null");
    output.set("items", Texts.schema());
    return output.put("uniqueItems", true);
  }

  private static ObjectNode cap() {
    ObjectNode cap =
        described(JsonNodes.object(), "US dollars; the task pauses when it has spent them.");
    cap.putArray("type").add("number").add("null");
    return cap.put("exclusiveMinimum", 0).put("maximum", Money.MAX_CAP_USD);
  }

  private static ObjectNode empty() {
    ObjectNode empty =
        described(
            JsonNodes.object(),
            "What becomes of a row that is blank in every input column its models read.");
    ArrayNode choices = empty.put("default", EmptyRows.SKIP.word()).putArray("enum");
    for (EmptyRows choice : EmptyRows.values()) {
      choices.add(choice.word());
    }
    choices.addNull();
    return empty;
  }

  private static ObjectNode definitions(StepKinds kinds) {
    ObjectNode definitions = JsonNodes.object();
    definitions.set("step", step(kinds));
    kinds.all().forEach(kind -> definitions.set(kind.name(), kind(kind)));
    return definitions;
  }

  private static ObjectNode step(StepKinds kinds) {
    ObjectNode step = JsonNodes.object().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = step.putObject("properties");
    ObjectNode id = described(JsonNodes.object(), "The step's name; a column is called by it.");
    id.put("type", "string").put("pattern", "^" + StepReader.ID_PATTERN + "$");
    id.putObject("not").put("const", CelNames.ROW);
    properties.set("id", id);
    properties.set("run_if", described(Texts.schema(), "CEL: the step runs when this holds."));
    properties.set("skip_if", described(Texts.schema(), "CEL: the step runs unless this holds."));
    ArrayNode oneKind = step.putArray("oneOf");
    for (StepKind kind : kinds.all()) {
      properties.putObject(kind.name()).put("$ref", "#/$defs/" + kind.name());
      oneKind.addObject().putArray("required").add(kind.name());
    }
    step.putArray("required").add("id");
    step.putObject("not").putArray("required").add("run_if").add("skip_if");
    return step;
  }

  private static ObjectNode kind(StepKind kind) {
    ObjectNode schema = described(JsonNodes.object(), kind.help() + " Adds: " + kind.adds());
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodes.FACTORY.arrayNode();
    for (Setting setting : kind.settings()) {
      ObjectNode property = described(JsonNodes.object(), setting.help());
      setting.fallback().ifPresent(it -> property.put("default", it));
      if (setting.isRequired()) {
        required.add(setting.name());
        property.setAll(setting.type().schema());
      } else {
        // A setting with nothing after its colon is a setting left out.
        ArrayNode choices = property.putArray("anyOf");
        choices.add(setting.type().schema()).addObject().put("type", "null");
      }
      properties.set(setting.name(), property);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static ObjectNode described(ObjectNode schema, String description) {
    return schema.put("description", description);
  }
}
