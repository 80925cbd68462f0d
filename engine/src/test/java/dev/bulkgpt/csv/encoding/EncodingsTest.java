package dev.bulkgpt.csv.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people write in many languages (`csv/sentences.txt`), in every encoding that can hold it:
/// it is read to the character or refused, never read as something else; and what is common is
/// read.
class EncodingsTest {

  private enum End {
    READ,
    REFUSED,
    WRONG
  }

  /// @param usual the encodings such files are met in
  record Language(String name, List<String> usual, List<String> sentences) {

    @Override
    public String toString() {
      return name;
    }

    /// A word beyond ASCII each, as a file of its own.
    List<List<String>> words() {
      Set<String> words = new LinkedHashSet<>();
      sentences.forEach(it ->
          Stream.of(it.split("[\\s,.;:!?¿¡]+"))
              .filter(word -> word.chars().anyMatch(c -> c >= 0x80))
              .forEach(words::add));
      return words.stream().map(List::of).toList();
    }

    List<List<String>> single() {
      return sentences.stream().map(List::of).toList();
    }
  }

  static List<Language> languages() {
    List<Language> all = new ArrayList<>();
    for (String line : Resource.lines("/csv/sentences.txt")) {
      if (line.startsWith("= ")) {
        List<String> parts = List.of(line.substring(2).split(" "));
        all.add(new Language(parts.getFirst(), parts.subList(1, parts.size()), new ArrayList<>()));
      } else {
        all.getLast().sentences().add(line);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void isNeverReadAsSomethingElse(Language language) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<List<String>> files = new ArrayList<>(language.words());
    files.addAll(language.single());
    files.add(language.sentences());
    for (Candidate candidate : Candidate.all()) {
      for (List<String> file : files) {
        if (holds(candidate.charset(), file)
            && !isUtf8ByChance(candidate.charset(), file)
            && end(file, candidate.charset()) == End.WRONG) {
          wrong.add(candidate + ": " + file);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aFewSentencesInAUsualEncodingAreRead(Language language) throws IOException {
    for (String charset : language.usual()) {
      assertThat(holds(Charset.forName(charset), language.sentences())).isTrue();
      assertThat(end(language.sentences(), Charset.forName(charset)))
          .as(charset)
          .isEqualTo(End.READ);
    }
  }

  @Test
  void mostSingleSentencesAndHalfOfAllSingleWordsAreRead() throws IOException {
    assertThat(shareRead(Language::single)).isGreaterThan(0.9);
    assertThat(shareRead(Language::words)).isGreaterThan(0.5);
  }

  private static double shareRead(Function<Language, List<List<String>>> files) throws IOException {
    int read = 0;
    int all = 0;
    for (Language language : languages()) {
      for (List<String> file : files.apply(language)) {
        if (file.getFirst().chars().anyMatch(c -> c >= 0x80)) {
          all++;
          read += end(file, Charset.forName(language.usual().getFirst())) == End.READ ? 1 : 0;
        }
      }
    }
    return read / (double) all;
  }

  private static boolean holds(Charset charset, List<String> file) {
    String text = String.join("\n", file);
    return new String(text.getBytes(charset), charset).equals(text);
  }

  /// Two letters of a DOS encoding may be one of UTF-8.
  private static boolean isUtf8ByChance(Charset charset, List<String> file) {
    byte[] bytes = String.join("\n", file).getBytes(charset);
    return Arrays.equals(
        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static End end(List<String> file, Charset charset) throws IOException {
    StringBuilder text = new StringBuilder("id,text\n");
    for (int i = 0; i < file.size(); i++) {
      text.append(i).append(",\"").append(file.get(i)).append("\"\n");
    }
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    try {
      Intake intake =
          CsvIntake.read(
              new ByteArrayInputStream(text.toString().getBytes(charset)),
              InputOptions.DEFAULT,
              canonical);
      List<String> back = new ArrayList<>();
      RowReader.rows(new ByteArrayInputStream(canonical.toByteArray()), intake.header().size())
          .forEachRemaining(row -> back.addAll(Arrays.asList(row.cells()).subList(1, 2)));
      return back.equals(file) ? End.READ : End.WRONG;
    } catch (InputRefusedException e) {
      assertThat(e).hasMessageContaining("--encoding");
      return End.REFUSED;
    }
  }
}
