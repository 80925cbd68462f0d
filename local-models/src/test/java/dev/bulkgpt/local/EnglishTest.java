package dev.bulkgpt.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Customers' texts in many languages (`languages.txt`) are told from English ones.
class EnglishTest {

  /// Of the texts that nothing was weighed on.
  private static final double LEAST_FOUND = 0.9;

  private final English english = new English(WordLists.read());

  private record Text(String language, String text) {
    boolean isEnglish() {
      return language.equals("en");
    }
  }

  @Test
  void everyTextItWasWeighedOnIsToldRightly() throws IOException {
    for (Text it : texts(0)) {
      assertThat(english.maybe(it.text())).as(it.text()).isEqualTo(it.isEnglish());
    }
  }

  @Test
  void soAreMostOfThoseItWasNot() throws IOException {
    List<Text> others = new ArrayList<>();
    for (Text it : texts(1)) {
      if (it.isEnglish()) {
        assertThat(english.maybe(it.text())).as(it.text()).isTrue();
      } else {
        others.add(it);
      }
    }
    List<Text> missed = others.stream().filter(it -> english.maybe(it.text())).toList();
    assertThat(1 - (double) missed.size() / others.size())
        .as("missed: %s", missed)
        .isGreaterThanOrEqualTo(LEAST_FOUND);
  }

  @Test
  void aTextWithoutWordsMayBeEnglish() {
    for (String text : new String[] {"", "12345", "!?", "\ud83d", "https://x.example/pfad"}) {
      assertThat(english.maybe(text)).as(text).isTrue();
    }
  }

  /// @param part of the file, from 0
  private static List<Text> texts(int part) throws IOException {
    String file = Files.readString(Path.of("src/test/resources/languages.txt"));
    return Stream.of(file.split("(?m)^#.*\\R"))
        .filter(it -> !it.isEmpty())
        .skip(part)
        .findFirst()
        .orElseThrow()
        .lines()
        .map(line -> line.split(" \\| ", 2))
        .map(parts -> new Text(parts[0], parts[1]))
        .toList();
  }
}
