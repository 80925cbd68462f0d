package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is told about documents, expressions and templates that no parser can read: our sentences,
/// kept as data, and never a parser's words.
class BrokenDocumentsTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());
  private static final Columns COLUMNS = new Columns(List.of("text", "n", "Org Name"), List.of());
  private static final String GIVES = "  =>  ";

  /// @param written what a person wrote
  /// @param told what they are told
  record Line(String written, String told) {}

  static List<Corpus.Case> documents() {
    return Corpus.cases("/workflow/broken-yaml.txt");
  }

  static List<Line> expressions() {
    return lines("/workflow/broken-expressions.txt");
  }

  static List<Line> rows() {
    return lines("/workflow/rows-that-fail.txt");
  }

  static List<Line> templates() {
    return lines("/workflow/broken-templates.txt");
  }

  /// Each expected line: the line of the document, the place, the sentence.
  @ParameterizedTest
  @MethodSource("documents")
  void aDocument(Corpus.Case broken) {
    var problems = READER.read(unescaped(broken.document())).problems();
    assertThat(problems.stream().map(BrokenDocumentsTest::line))
        .containsExactlyElementsOf(broken.expected());
    problems.forEach(it -> ParserWords.assertNoneIn(it.message()));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void anExpression(Line line) {
    String told = String.join(" ", new Condition(line.written()).faults(COLUMNS));
    assertThat(told).isEqualTo(line.told());
    ParserWords.assertNoneIn(told);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRow(Line line) {
    Row row = COLUMNS.row(new String[] {"three", "(", "Acme"});
    assertThat(new Formula(line.written()).bind(COLUMNS).apply(row))
        .isEqualTo(new Evaluated.Broken<>(line.told()));
    ParserWords.assertNoneIn(line.told());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplate(Line line) {
    var told = new ArrayList<String>();
    Template.of(line.written().replace("\\n", "\n"), told::add);
    assertThat(String.join(" ", told)).isEqualTo(line.told());
    ParserWords.assertNoneIn(String.join(" ", told));
  }

  private static String line(Problem problem) {
    return "%s%d :: %s :: %s"
        .formatted(
            problem.isError() ? "" : "warning ",
            problem.line(),
            problem.place(),
            problem.message());
  }

  /// What cannot be seen is spelled in the data.
  private static String unescaped(String written) {
    return written
        .replace("\\t", "\t")
        .replace("\\u0001", "\u0001")
        .replace("\\ufffe", "\ufffe")
        .replace("\\u00a0", "\u00a0");
  }

  private static List<Line> lines(String resource) {
    try (var in = BrokenDocumentsTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split(GIVES, 2))
          .map(parts -> new Line(unescaped(parts[0]), parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
