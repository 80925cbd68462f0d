package dev.bulkgpt.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Why a text is no YAML, in our words: the parser's are for programmers.
///
/// @param line from 1; 0 when it is about the document as a whole
/// @param column from 1, in code points; 0 likewise
/// @param sentence what stands there, and what to write instead
public record YamlFault(int line, int column, String sentence) {

  private static final String FILE = "yaml.txt";

  /// The place where something began, which was not ended, says more than the document's end.
  private static final String END = "end of stream|stream end|document separator|simple key";

  private static final class Holder {
    private static final FaultTable TABLE = FaultTable.read(YamlFault.class, FILE);
  }

  /// @param document what was read
  public static YamlFault of(YamlEngineException e, String document) {
    return switch (e) {
      case ReaderException _ -> unreadable(document);
      case MarkedYamlEngineException marked -> at(marked, document);
      default -> whole(e);
    };
  }

  /// The place and the sentence, as one.
  public String told() {
    return line == 0 ? sentence : place() + ": " + sentence;
  }

  /// As in `line 3, column 1`; empty for the document as a whole.
  public String place() {
    return line == 0 ? "" : "line " + line + ", column " + column;
  }

  private static YamlFault whole(YamlEngineException e) {
    String said = e.getClass().getSimpleName() + ": " + e.getMessage();
    return new YamlFault(
        0,
        0,
        Holder.TABLE
            .sentence(said, "", Map.of())
            .orElse("The document cannot be read as YAML; write plain names and texts only."));
  }

  private static YamlFault at(MarkedYamlEngineException e, String document) {
    String said = e.getContext() + ": " + e.getProblem();
    Optional<Mark> began =
        Optional.of(said.matches("(?s).*(" + END + ").*"))
            .filter(it -> it)
            .flatMap(_ -> e.getContextMark());
    Optional<Mark> mark = began.or(e::getProblemMark);
    int number = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0);
    SourceLine line = written(document.lines().toList(), number);
    Map<String, String> values = values(line, column);
    String sentence =
        Holder.TABLE
            .sentence(said, line.text(), values)
            .orElse(
                "The line `%s` cannot be read as YAML. A text with a colon, a # or a bracket in it belongs in quotes."
                    .formatted(line.shown()));
    return new YamlFault(line.number(), column + 1, sentence);
  }

  /// The line, or when nothing stands in it the last one before it.
  private static SourceLine written(List<String> lines, int number) {
    int at = Math.min(number, lines.size());
    while (at > 1 && lines.get(at - 1).isBlank()) {
      at--;
    }
    return new SourceLine(Math.max(at, 1), at < 1 ? "" : lines.get(at - 1));
  }

  private static Map<String, String> values(SourceLine line, int column) {
    var values = new HashMap<String, String>();
    values.put("line", line.shown());
    values.put("fix", line.inQuotes());
    values.put("key", line.key().orElse("name"));
    values.put("number", String.valueOf(line.number()));
    values.put("before", String.valueOf(line.number() - 1));
    values.put(
        "character",
        line.text()
            .codePoints()
            .skip(column)
            .limit(1)
            .mapToObj(it -> Spelling.shown(Character.toString(it)))
            .findFirst()
            .orElse("end"));
    return values;
  }

  /// Found by ourselves: the reader tells a place in its own buffer.
  private static YamlFault unreadable(String document) {
    int line = 1;
    int column = 1;
    for (int point : document.codePoints().toArray()) {
      if (!StreamReader.isPrintable(point)) {
        return new YamlFault(
            line,
            column,
            "The character U+%04X stands here, which cannot be seen and has no meaning; delete it."
                .formatted(point));
      }
      boolean next = point == '\n';
      line += next ? 1 : 0;
      column = next ? 1 : column + 1;
    }
    return new YamlFault(0, 0, "The document holds a character that cannot be read as text.");
  }
}
