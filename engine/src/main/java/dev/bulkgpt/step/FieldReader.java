package dev.bulkgpt.step;

import dev.bulkgpt.workflow.AnswerSchema;
import dev.bulkgpt.workflow.JsonSchemas;
import dev.bulkgpt.workflow.OutputField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a structured answer into cells: the JSON in it that fits the schema. Two that fit and
/// differ are no answer. Used by many threads at once.
final class FieldReader implements Function<String, Attempt> {

  private final List<String> columns;

  /// What to put where the model answered with nothing.
  private final Map<String, String> fallbacks;

  private final Function<JsonNode, List<String>> validator;

  private FieldReader(AnswerSchema schema, Map<String, String> fallbacks) {
    this.columns = schema.columns();
    this.fallbacks = Map.copyOf(fallbacks);
    this.validator = JsonSchemas.compile(schema.json());
  }

  static FieldReader of(AnswerSchema schema, List<OutputField> fields) {
    var fallbacks = new LinkedHashMap<String, String>();
    fields.forEach(field -> field.fallback().ifPresent(it -> fallbacks.put(field.name(), it)));
    return new FieldReader(schema, fallbacks);
  }

  @Override
  public Attempt apply(String answer) {
    Set<List<String>> fitting = new LinkedHashSet<>();
    List<String> faults = List.of("It holds no whole JSON document.");
    for (JsonNode json : JsonAnswer.values(answer)) {
      if (json instanceof ObjectNode object) {
        // Not every provider enforces the schema; what may be null may as well be absent.
        fallbacks.keySet().forEach(name -> object.putIfAbsent(name, object.nullNode()));
      }
      faults = validator.apply(json);
      if (faults.isEmpty()) {
        fitting.add(cells(json));
      }
    }
    return switch (fitting.size()) {
      case 0 -> new Attempt.Misfits(String.join("; ", faults));
      case 1 -> new Attempt.Fits(fitting.iterator().next());
      default ->
          new Attempt.Misfits(
              "It holds %d JSON documents that differ; give one.".formatted(fitting.size()));
    };
  }

  private List<String> cells(JsonNode json) {
    return columns.stream()
        .map(name -> {
          JsonNode value = json.path(name);
          return value.isNull() || value.isMissingNode()
              ? fallbacks.getOrDefault(name, "")
              : JsonAnswer.cell(value);
        })
        .toList();
  }
}
