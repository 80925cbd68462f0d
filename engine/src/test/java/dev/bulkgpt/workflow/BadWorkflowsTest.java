package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mistake of a document comes back in one reading, at its place. The cases are data: each
/// expected line is a problem's place and a part of its message.
class BadWorkflowsTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  static List<Corpus.Case> bad() {
    return Corpus.cases("/workflow/bad.txt");
  }

  static List<Corpus.Case> againstAHeader() {
    return Corpus.cases("/workflow/bad-with-header.txt");
  }

  static List<Corpus.Case> good() {
    return Corpus.cases("/workflow/good.txt");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void allProblemsComeBackWithTheirPlaces(Corpus.Case bad) {
    var reading = READER.read(bad.document());
    assertThat(reading.workflow()).isEmpty();
    assertThatProblems(reading.problems(), bad.expected());
  }

  /// The first line of the document names the input's columns.
  @ParameterizedTest
  @MethodSource("againstAHeader")
  void columnsAreJudgedAgainstTheInput(Corpus.Case bad) {
    List<String> header =
        List.of(bad.document().lines().findFirst().orElseThrow().substring(2).split(", "));
    var reading = READER.read(bad.document());
    assertThat(reading.problems()).isEmpty();
    assertThatProblems(reading.workflow().orElseThrow().check(header), bad.expected());
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodOneHasNoErrors(Corpus.Case good) {
    var reading = READER.read(good.document());
    assertThat(reading.problems()).noneMatch(Problem::isError);
    assertThat(reading.workflow()).isPresent();
  }

  private static void assertThatProblems(List<Problem> problems, List<String> expected) {
    assertThat(problems).as("%s", problems).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String[] parts = expected.get(i).split(" :: ", -1);
      assertThat(problems.get(i).place()).isEqualTo(parts[0].strip());
      assertThat(problems.get(i).message()).contains(parts[1]).endsWith(".");
    }
  }
}
