package dev.bulkgpt.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A part of a document as it was written, before it means anything: scalars keep their spelling,
/// maps their order.
sealed interface Node {

  /// What a person would call it.
  String describe();

  /// @param text the spelling: `no`, `1.50` and `0x1F` stay as they are
  record Scalar(String text, Type type) implements Node {

    enum Type {
      TEXT("a text"),
      NUMBER("a number"),
      BOOLEAN("true or false"),
      EMPTY("nothing");

      private final String words;

      Type(String words) {
        this.words = words;
      }
    }

    @Override
    public String describe() {
      return type.words;
    }
  }

  record Items(List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /// @param entries in the order of the document
  record Entries(Map<String, Node> entries) implements Node {
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String describe() {
      return "a map";
    }
  }

  default boolean isEmpty() {
    return this instanceof Scalar(_, Scalar.Type type) && type == Scalar.Type.EMPTY;
  }
}
