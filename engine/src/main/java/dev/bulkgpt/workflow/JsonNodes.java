package dev.bulkgpt.workflow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns written nodes into JSON and numbers. YAML's `0x1F` and `.5` have no JSON spelling: they
/// become the number they mean.
final class JsonNodes {

  static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Digits beyond these are an attack or a mistake.
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final int MAX_EXPONENT = 400;

  private JsonNodes() {}

  static ObjectNode object() {
    return FACTORY.objectNode();
  }

  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// Reads what [#text] wrote.
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static String prettyText(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  static JsonNode of(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> ofScalar(scalar);
      case Node.Items(var items) -> {
        var array = FACTORY.arrayNode();
        items.forEach(item -> array.add(of(item)));
        yield array;
      }
      case Node.Entries(var entries) -> {
        var object = object();
        entries.forEach((key, value) -> object.set(key, of(value)));
        yield object;
      }
    };
  }

  private static JsonNode ofScalar(Node.Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> FACTORY.stringNode(scalar.text());
      case NUMBER ->
          number(scalar)
              .<JsonNode>map(FACTORY::numberNode)
              .orElseGet(() -> FACTORY.stringNode(scalar.text()));
      case BOOLEAN -> FACTORY.booleanNode(Boolean.parseBoolean(scalar.text()));
      case EMPTY -> FACTORY.nullNode();
    };
  }

  /// The exact value without trailing zeros; empty for what is no finite number of a sane size.
  static Optional<BigDecimal> number(Node node) {
    if (!(node instanceof Node.Scalar(String text, Node.Scalar.Type type))
        || type != Node.Scalar.Type.NUMBER
        || text.length() > MAX_NUMBER_LENGTH) {
      return Optional.empty();
    }
    try {
      BigDecimal number =
          text.startsWith("0x") || text.startsWith("0o") ? whole(text) : new BigDecimal(text);
      boolean sane = Math.abs((long) number.scale()) <= MAX_EXPONENT;
      return sane ? Optional.of(plain(number)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static BigDecimal whole(String text) {
    return new BigDecimal(new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8));
  }

  /// `1.0` and `1` are one number, and `100` is not written `1E+2`.
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
