package dev.bulkgpt.workflow;

import com.networknt.schema.Error;
import dev.bulkgpt.words.FaultTable;
import dev.bulkgpt.words.Spelling;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What does not fit a JSON Schema, in our words.
final class SchemaFaults {

  private static final FaultTable TABLE = FaultTable.read(SchemaFaults.class, "schema.txt");
  private static final String[] PLACES = {"first", "second", "third"};

  private SchemaFaults() {}

  static String sentence(Error error) {
    String path = error.getInstanceLocation().toString();
    JsonNode value = error.getInstanceNode();
    Map<String, String> values = new HashMap<>();
    values.put("found", value == null ? "nothing" : Spelling.quoted(JsonNodes.text(value)));
    Object[] arguments = error.getArguments() == null ? new Object[0] : error.getArguments();
    for (int i = 0; i < arguments.length && i < PLACES.length; i++) {
      values.put(PLACES[i], Spelling.quoted(String.valueOf(arguments[i])));
    }
    String key = String.valueOf(error.getMessageKey());
    return (path.isEmpty() || path.equals("$") ? "" : "At " + Spelling.quoted(path) + ": ")
        + TABLE
            .sentence(key, "", values)
            .orElse("`%s` does not fit the schema.".formatted(values.get("found")));
  }
}
