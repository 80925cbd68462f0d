package dev.bulkgpt.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The configuration file as it is written, before anything in it means anything.
///
/// @param name of the file, for people; empty: there is none
/// @param parts by their path, such as `limits.rows`, in the order of the file; the maps around
///   them too
record SettingsFile(String name, SequencedMap<String, Part> parts) {

  static final SettingsFile NONE = new SettingsFile("", new LinkedHashMap<>());

  private static final int MAX_BYTES = 1 << 20;
  private static final int MOST_QUOTED = 40;

  /// What stands at a path.
  enum Form {
    VALUE,
    NOTHING,
    LIST,
    /// Its parts have paths of their own.
    MAP
  }

  /// @param line from 1; 0: nobody knows
  /// @param text empty but for a value
  record Part(int line, Form form, String text) {}

  /// A file of values alone, by their paths.
  static SettingsFile of(Map<String, String> values) {
    SequencedMap<String, Part> parts = new LinkedHashMap<>();
    new TreeMap<>(values)
        .forEach((path, text) -> {
          for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            parts.putIfAbsent(path.substring(0, dot), new Part(0, Form.MAP, ""));
          }
          parts.put(path, new Part(0, Form.VALUE, text));
        });
    return new SettingsFile("", parts);
  }

  /// @throws CommandFailedException when it is not there, or no YAML of names and values
  static SettingsFile read(Path file) {
    String text = text(file);
    try {
      return new SettingsFile(file.toString(), SettingsYaml.parts(text));
    } catch (SettingsYaml.RefusedException e) {
      throw CommandFailedException.usage(file + e.getMessage());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
      throw CommandFailedException.usage(
          "%s, line %d%s: this cannot be read as YAML. It is made of `name: value`, with two more blanks (never a tab) in front of what belongs to a name; a value that holds `: ` or ` #`, or begins with one of { [ * & @ %% ! | > ' \", stands in quotes."
              .formatted(file, line, at(text, line)));
    } catch (YamlEngineException _) {
      throw CommandFailedException.usage(file + " cannot be read as YAML of names and values.");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CommandFailedException.usage("The configuration " + file + " is too large.");
      }
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw CommandFailedException.usage("The configuration " + file + " is not UTF-8 text.");
    } catch (IOException _) {
      throw CommandFailedException.usage("There is no readable configuration " + file + ".");
    }
  }

  /// The name in a line, never its value: that may be a key.
  private static String at(String text, int line) {
    String written = text.lines().skip(line - 1L).findFirst().orElse("").strip();
    int colon = written.indexOf(':');
    return colon < 1 || colon > MOST_QUOTED ? "" : ", at `" + written.substring(0, colon) + "`";
  }

  /// The value at a path; empty when there is none.
  Optional<String> value(String path) {
    return Optional.ofNullable(parts.get(path))
        .filter(part -> part.form() == Form.VALUE)
        .map(Part::text);
  }

  /// A path with its place, for people: `bulkgpt.yaml, line 3: limits.rows`.
  String place(String path) {
    Part part = parts.get(path);
    return part == null || part.line() == 0
        ? path
        : "%s, line %d: %s".formatted(name, part.line(), path);
  }
}
