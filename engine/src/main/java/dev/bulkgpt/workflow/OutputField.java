package dev.bulkgpt.workflow;

import java.util.List;
import java.util.Optional;

/// One field of a structured answer, and so one column.
///
/// @param choices the only values; empty: any
/// @param fallback the cell when the model answers with nothing; empty: an empty cell, and the
///   model must answer
public record OutputField(
    String name,
    Type type,
    List<String> choices,
    Optional<String> description,
    Optional<String> fallback) {

  /// The JSON type of the answer. An array holds texts; objects need a JSON Schema.
  public enum Type {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    ARRAY
  }

  public OutputField {
    choices = List.copyOf(choices);
  }
}
