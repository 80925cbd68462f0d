package dev.bulkgpt.workflow;

import dev.bulkgpt.words.SourceLine;
import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.words.YamlFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
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

  /// Names that are no texts are let through, for our own sentence: `user: {{text}}` is one.
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setMaxAliasesForCollections(100)
          .setAllowNonScalarKeys(true)
          .setCodePointLimit(WorkflowReader.MAX_DOCUMENT_BYTES)
          .setLabel("workflow")
          .build();

  private final String text;
  private final List<String> lines;
  private final Site root;
  private int nodes;

  private YamlDocument(String text, Site root) {
    this.text = text;
    this.lines = text.lines().toList();
    this.root = root;
  }

  /// The document's root; empty, and at least one problem at the site, when it cannot be read.
  static Optional<Node> read(String text, Site site) {
    return new YamlDocument(text, site).read();
  }

  private Optional<Node> read() {
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
    } catch (YamlEngineException e) {
      YamlFault fault = YamlFault.of(e, text);
      root.problems().add(Problem.error(fault.place(), fault.sentence()));
      return Optional.empty();
    }
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
      case ScalarNode scalar -> {
        told(scalar, site);
        yield scalar(scalar, site);
      }
      case SequenceNode sequence -> items(sequence, site, depth);
      case MappingNode mapping when isBareTemplate(mapping) -> bareTemplate(mapping, site);
      case MappingNode mapping -> entries(mapping, site, depth);
      default -> throw new IllegalStateException("not a YAML node: " + node.getNodeType());
    };
  }

  private Optional<Node> items(SequenceNode sequence, Site site, int depth) {
    var items = new ArrayList<Node>();
    for (var item : sequence.getValue()) {
      Site at = site.index(items.size());
      at.lines().put(at.place(), line(item));
      convert(item, at, depth + 1).ifPresent(items::add);
    }
    return Optional.of(new Node.Items(items));
  }

  private Optional<Node> entries(MappingNode mapping, Site site, int depth) {
    var entries = new LinkedHashMap<String, Node>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        site.error(
            "The name before a colon must be a text; in line %d a list or a map stands there."
                .formatted(line(tuple.getKeyNode())));
        continue;
      }
      Site at = site.key(keyNode.getValue());
      boolean again = entries.containsKey(keyNode.getValue());
      int first = at.line();
      at.lines().put(at.place(), line(keyNode));
      Optional<Node> value = convert(tuple.getValueNode(), at, depth + 1);
      if (scalar(keyNode, at).isEmpty() || value.isEmpty()) {
        continue;
      }
      if (again) {
        at.error(
            "\"%s\" is written twice in the same map%s; keep one."
                .formatted(
                    Spelling.shown(keyNode.getValue()),
                    first == 0 ? "" : ", first in line " + first));
      } else {
        entries.put(keyNode.getValue(), value.get());
      }
    }
    return Optional.of(new Node.Entries(entries));
  }

  private static int line(org.snakeyaml.engine.v2.nodes.Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  private SourceLine source(int number) {
    boolean there = number >= 1 && number <= lines.size();
    return new SourceLine(number, there ? lines.get(number - 1) : "");
  }

  /// `{{text}}` without quotes is a map in a map.
  private static boolean isBareTemplate(MappingNode mapping) {
    return mapping.getFlowStyle() == FlowStyle.FLOW
        && mapping.getValue().stream().anyMatch(it -> it.getKeyNode() instanceof MappingNode);
  }

  /// Read on as if it were in quotes, so that nothing else is said to be missing.
  private Optional<Node> bareTemplate(MappingNode mapping, Site site) {
    site.error(
        "A text that begins with {{ must stand in quotes, for a brace begins a map: `%s`."
            .formatted(source(line(mapping)).inQuotes()));
    return Optional.of(new Node.Scalar("{{…}}", Node.Scalar.Type.TEXT));
  }

  /// A plain text ends at ` #`. As a comment is mostly written, after two spaces and before one,
  /// and after a single word, it is taken for one.
  private void told(ScalarNode node, Site site) {
    if (node.getScalarStyle() != ScalarStyle.PLAIN || node.getEndMark().isEmpty()) {
      return;
    }
    Mark end = node.getEndMark().get();
    SourceLine line = source(end.getLine() + 1);
    int[] points = line.text().codePoints().skip(end.getColumn()).toArray();
    String rest = new String(points, 0, points.length);
    boolean cut = rest.strip().startsWith("#") && node.getValue().strip().contains(" ");
    if (cut && !(rest.startsWith("  ") && rest.strip().startsWith("# "))) {
      site.warning(
          "Everything from # on is a comment, so the text ends with `%s`. If it belongs to the text, put all of it in quotes: `%s`."
              .formatted(lastWords(node.getValue()), line.inQuotes()));
    }
  }

  private static String lastWords(String value) {
    String stripped = value.strip();
    return Spelling.shown(stripped.substring(stripped.lastIndexOf(' ') + 1));
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
    site.error(
        "A value that begins with ! is a tag, which has no meaning here. Write plain values; a text that begins with ! stands in quotes.");
    return Optional.empty();
  }

  private static boolean isCleanText(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
