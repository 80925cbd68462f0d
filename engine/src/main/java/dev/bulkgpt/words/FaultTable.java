package dev.bulkgpt.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a library's parser says, what stands in the text, and what a person is told instead, as
/// data: lines of `what it says :: what stands there :: sentence`, the first two regular
/// expressions, the first line that fits decides. `<name>` in a sentence is a value the caller
/// knows, or a group of either expression. Immutable.
public final class FaultTable {

  private static final String BETWEEN = " :: ";
  private static final int COLUMNS = 3;
  private static final int LONGEST_TEXT = 2_000;

  private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z]+)>");

  private final List<Line> lines;

  private FaultTable(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  private record Line(Pattern said, Pattern there, String sentence) {

    static Line parse(String written) {
      String[] columns = written.split(BETWEEN, COLUMNS);
      if (columns.length < COLUMNS) {
        throw new IllegalStateException("a line of a table of faults has three parts: " + written);
      }
      return new Line(
          Pattern.compile(columns[0].strip()),
          Pattern.compile(columns[1].strip()),
          columns[2].strip());
    }
  }

  /// @param room a class beside the resource
  public static FaultTable read(Class<?> room, String resource) {
    try (InputStream in =
        Objects.requireNonNull(room.getResourceAsStream(resource), () -> "no " + resource)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new FaultTable(
          all.lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::parse)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty when no line fits.
  ///
  /// @param said in the library's words
  /// @param there what stands in the text
  /// @param values what sentences may quote
  public Optional<String> sentence(String said, String there, Map<String, String> values) {
    String shortSaid = beginning(said);
    String shortThere = beginning(there);
    for (Line line : lines) {
      Matcher words = line.said().matcher(shortSaid);
      Matcher text = line.there().matcher(shortThere);
      if (words.find() && text.find()) {
        var known = new HashMap<>(values);
        groups(words, known);
        groups(text, known);
        return Optional.of(filled(line.sentence(), known));
      }
    }
    return Optional.empty();
  }

  /// Documents come from anybody: no expression is tried on more than this.
  static String beginning(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  private static void groups(Matcher found, Map<String, String> into) {
    for (String name : found.namedGroups().keySet()) {
      String value = found.group(name);
      if (value != null) {
        into.put(name, Spelling.shown(value));
      }
    }
  }

  private static String filled(String sentence, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(sentence)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
