package dev.bulkgpt.workflow;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads a text wherever one is wanted: a number or boolean there stands for its spelling, so that
/// a label may be written `no`, `1` or `true`.
final class Texts {

  private Texts() {}

  /// Empty, and a problem at the site, when it is no scalar, nothing, or blank.
  static Optional<String> read(Node node, Site site, String what) {
    if (node instanceof Node.Scalar(String text, var type)
        && type != Node.Scalar.Type.EMPTY
        && !text.isBlank()) {
      return Optional.of(text);
    }
    String found =
        node instanceof Node.Scalar scalar && !scalar.isEmpty() ? "a blank text" : node.describe();
    site.error("Expected " + what + ", found " + found + ".");
    return Optional.empty();
  }

  static ObjectNode schema() {
    ObjectNode schema = JsonNodes.object();
    schema.putArray("type").add("string").add("number").add("boolean");
    return schema;
  }
}
