package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML 1.2 (core schema), and so JSON too, as data only: a tag never makes an object.
/// Hostile documents end in a problem, never in an exception: nesting, aliases and the number of
/// nodes after aliases are limited. Used by one thread, for one document.
final class YamlDocument {

  static final int MAX_DEPTH = 32;
  static final int MAX_NODES = 100_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setMaxAliasesForCollections(100)
          .setCodePointLimit(WorkflowReader.MAX_DOCUMENT_BYTES)
          .setLabel("workflow")
          .build();

  private final Site root;
  private int nodes;

  private YamlDocument(Site root) {
    this.root = root;
  }

  /// The document's root; empty, and at least one problem at the site, when it cannot be read.
  static Optional<Node> read(String text, Site site) {
    return new YamlDocument(site).read(text);
  }

  private Optional<Node> read(String text) {
    try {
      if (tooDeep(text)) {
        root.error("The document is nested deeper than " + MAX_DEPTH + " levels.");
        return Optional.empty();
      }
      var composed = new Compose(SETTINGS).composeString(text);
      if (composed.isEmpty()) {
        root.error("The document is empty. A workflow has at least a name and steps.");
        return Optional.empty();
      }
      return convert(composed.get(), root, 0);
    } catch (MarkedYamlEngineException e) {
      syntax(e.getProblemMark(), e.getProblem());
    } catch (YamlEngineException e) {
      syntax(Optional.empty(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void syntax(Optional<Mark> mark, String what) {
    String place =
        mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
            .orElse("");
    root.problems().add(Problem.error(place, "The document is not valid YAML: " + what + "."));
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

  private Optional<Node> convert(org.snakeyaml.engine.v2.nodes.Node node, Site site, int depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new YamlEngineException(
          "its aliases unfold to more than %d parts or %d levels".formatted(MAX_NODES, MAX_DEPTH));
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, site);
      case SequenceNode sequence -> items(sequence, site, depth);
      case MappingNode mapping -> entries(mapping, site, depth);
      default -> throw new IllegalStateException("not a YAML node: " + node.getNodeType());
    };
  }

  private Optional<Node> items(SequenceNode sequence, Site site, int depth) {
    var items = new ArrayList<Node>();
    for (var item : sequence.getValue()) {
      convert(item, site.index(items.size()), depth + 1).ifPresent(items::add);
    }
    return Optional.of(new Node.Items(items));
  }

  private Optional<Node> entries(MappingNode mapping, Site site, int depth) {
    var entries = new LinkedHashMap<String, Node>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        site.error("A name in a map must be a text.");
        continue;
      }
      Site at = site.key(keyNode.getValue());
      Optional<Node> value = convert(tuple.getValueNode(), at, depth + 1);
      if (scalar(keyNode, at).isEmpty() || value.isEmpty()) {
        continue;
      }
      if (entries.putIfAbsent(keyNode.getValue(), value.get()) != null) {
        at.error("\"" + keyNode.getValue() + "\" is written twice in the same map.");
      }
    }
    return Optional.of(new Node.Entries(entries));
  }

  private static Optional<Node> scalar(ScalarNode node, Site site) {
    String text = node.getValue();
    if (!isCleanText(text)) {
      site.error("The text holds a NUL character or half a surrogate pair.");
      return Optional.empty();
    }
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return Optional.of(new Node.Scalar(text, Node.Scalar.Type.TEXT));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Optional.of(new Node.Scalar(text, Node.Scalar.Type.NUMBER));
    }
    if (tag.equals(Tag.BOOL)) {
      return Optional.of(new Node.Scalar(text, Node.Scalar.Type.BOOLEAN));
    }
    if (tag.equals(Tag.NULL)) {
      return Optional.of(new Node.Scalar(text, Node.Scalar.Type.EMPTY));
    }
    site.error("The tag " + tag + " has no meaning here; write plain values.");
    return Optional.empty();
  }

  private static boolean isCleanText(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
