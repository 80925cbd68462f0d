package dev.bulkgpt.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The dialects there are: named ways of providers, gateways and models to answer, each as reports
/// from the world have it. The knob `dialect` plays them.
public final class Dialects {

  private static final List<Dialect> ALL = DialectReader.read(text());

  private Dialects() {}

  /// A list of all dialects for a terminal: by groups, name and meaning.
  public static String help() {
    var help = new StringBuilder();
    String group = "";
    for (Dialect dialect : ALL) {
      if (!dialect.group().equals(group)) {
        group = dialect.group();
        help.append(help.isEmpty() ? "" : "\n").append(group).append('\n');
      }
      help.append("  %-26s %s%n".formatted(dialect.name(), dialect.meaning()));
    }
    return help.toString();
  }

  static List<Dialect> all() {
    return ALL;
  }

  static Optional<Dialect> named(String name) {
    return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  private static String text() {
    try (InputStream in = Dialects.class.getResourceAsStream("dialects.txt")) {
      if (in == null) {
        throw new IllegalStateException("dialects.txt is missing in the program.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
