package dev.bulkgpt.step;

import dev.bulkgpt.workflow.AnswerSchema;
import dev.bulkgpt.workflow.JsonSchemas;
import dev.bulkgpt.workflow.OutputField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a structured answer into cells. Used by many threads at once.
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
    JsonNode json;
    try {
      json = JsonAnswer.parse(answer);
    } catch (JacksonException e) {
      return new Attempt.Misfits("It is not one JSON document: " + e.getOriginalMessage());
    }
    if (json instanceof ObjectNode object) {
      // Not every provider enforces the schema; what may be null may as well be absent.
      fallbacks.keySet().forEach(name -> object.putIfAbsent(name, object.nullNode()));
    }
    List<String> faults = validator.apply(json);
    return faults.isEmpty() ? fits(json) : new Attempt.Misfits(String.join("; ", faults));
  }

  private Attempt fits(JsonNode json) {
    return new Attempt.Fits(
        columns.stream()
            .map(name -> {
              JsonNode value = json.path(name);
              return value.isNull() || value.isMissingNode()
                  ? fallbacks.getOrDefault(name, "")
                  : JsonAnswer.cell(value);
            })
            .toList());
  }
}
