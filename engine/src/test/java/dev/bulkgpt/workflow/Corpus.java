package dev.bulkgpt.workflow;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Documents with what is expected of them, kept as data. A file holds cases one after the other:
/// `=== name` opens one, the document follows, and lines after `--- ` are what is expected.
final class Corpus {

  private Corpus() {}

  record Case(String name, String document, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases(String resource) {
    var cases = new ArrayList<Case>();
    for (String part : text(resource).split("(?m)^=== ", -1)) {
      if (!part.isBlank()) {
        cases.add(parse(part));
      }
    }
    return cases;
  }

  private static Case parse(String part) {
    String[] lines = part.split("\n", -1);
    var body = Arrays.stream(lines).skip(1).toList();
    String document =
        body.stream().takeWhile(line -> !line.equals("---")).collect(joining("\n", "", "\n"));
    List<String> expected =
        body.stream()
            .dropWhile(line -> !line.equals("---"))
            .skip(1)
            .filter(line -> !line.isBlank())
            .toList();
    return new Case(lines[0].strip(), document, expected);
  }

  private static String text(String resource) {
    try (var in = Corpus.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
