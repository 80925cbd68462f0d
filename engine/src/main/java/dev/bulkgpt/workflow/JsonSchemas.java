package dev.bulkgpt.workflow;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Checks JSON against JSON Schema 2020-12. The only class, with [SchemaFaults], that loads the
/// validator.
public final class JsonSchemas {

  private static final int MAX_FAULTS = 5;
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private JsonSchemas() {}

  /// Compiled once; the function may be used by many threads at once and gives up to five sentences
  /// about what does not fit, none when all does.
  public static Function<JsonNode, List<String>> compile(JsonNode schema) {
    Schema compiled = REGISTRY.getSchema(schema);
    compiled.initializeValidators();
    return json -> sentences(compiled.validate(json));
  }

  /// What is wrong with a schema itself.
  static List<String> faults(JsonNode schema) {
    String dialect = SpecificationVersion.DRAFT_2020_12.getDialectId();
    List<String> faults =
        sentences(
            REGISTRY
                .getSchema(SchemaLocation.of(dialect))
                .validate(JsonNodes.text(schema), InputFormat.JSON));
    return faults.isEmpty() ? broken(schema) : faults;
  }

  /// What only shows when it is compiled: a reference that leads nowhere, a pattern that is none.
  private static List<String> broken(JsonNode schema) {
    try {
      compile(schema);
      return List.of();
    } catch (SchemaException | IllegalArgumentException _) {
      return List.of(
          "The schema cannot be used: each $ref must name a part that is there, as #/$defs/name, and each pattern must be a regular expression.");
    }
  }

  private static List<String> sentences(List<Error> errors) {
    return errors.stream().limit(MAX_FAULTS).map(SchemaFaults::sentence).toList();
  }
}
