package dev.bulkgpt.app;

import dev.bulkgpt.app.SettingsFile.Form;
import dev.bulkgpt.app.SettingsFile.Part;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Takes YAML apart into paths and what stands there, with lines; values keep their spelling. Used
/// by one thread, for one text.
final class SettingsYaml {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_PARTS = 10_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).build();

  /// The message goes on where the file's name ends.
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final SequencedMap<String, Part> parts = new LinkedHashMap<>();

  private SettingsYaml() {}

  /// @throws RefusedException when it is not made of names and values
  static SequencedMap<String, Part> parts(String text) {
    if (tooDeep(text)) {
      throw new RefusedException(" is nested deeper than %d levels.".formatted(MAX_DEPTH));
    }
    Optional<Node> root = new Compose(SETTINGS).composeString(text);
    SettingsYaml yaml = new SettingsYaml();
    if (root.isPresent() && !isNothing(root.get())) {
      if (!(root.get() instanceof MappingNode map)) {
        throw new RefusedException(" is made of names and values, such as `log_format: json`.");
      }
      yaml.map("", map, 1);
    }
    return yaml.parts;
  }

  /// Asked of the stream of events first: building the tree would recurse as deep.
  private static boolean tooDeep(String text) {
    int depth = 0;
    for (var event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        return true;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return false;
  }

  private void map(String path, MappingNode map, int depth) {
    for (NodeTuple tuple : map.getValue()) {
      int line = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw new RefusedException(", line %d: a name is a text.".formatted(line));
      }
      String at = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      if (parts.size() >= MAX_PARTS || depth > MAX_DEPTH) {
        throw new RefusedException(" unfolds to too many names.");
      }
      Part before = parts.putIfAbsent(at, part(line, tuple.getValueNode()));
      if (before != null) {
        throw new RefusedException(
            ", line %d: %s stands in line %d already; leave one of them."
                .formatted(line, at, before.line()));
      }
      if (tuple.getValueNode() instanceof MappingNode inner) {
        map(at, inner, depth + 1);
      }
    }
  }

  private static Part part(int line, Node value) {
    return switch (value) {
      case MappingNode _ -> new Part(line, Form.MAP, "");
      case SequenceNode _ -> new Part(line, Form.LIST, "");
      case ScalarNode scalar when isNothing(scalar) -> new Part(line, Form.NOTHING, "");
      case ScalarNode scalar -> new Part(line, Form.VALUE, scalar.getValue());
      default -> throw new IllegalStateException("not a YAML node: " + value.getNodeType());
    };
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
