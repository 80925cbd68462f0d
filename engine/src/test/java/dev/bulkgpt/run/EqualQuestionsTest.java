package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows with the same question share one call.
class EqualQuestionsTest {

  private static final String ECHO =
      """
      name: Echo
      steps:
        - id: answer
          prompt: {model: test/m, user: "Say {{n}}"%s}
      """;

  private static final String TWO_STEPS =
      """
      name: Two
      steps:
        - id: answer
          prompt: {model: test/m, user: "Say {{n}}"}
        - id: again
          prompt: {model: test/m, user: "{{id}}: {{answer}}"}
      """;

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void tenThousandRowsWithTwoThousandQuestionsAreTwoThousandCalls() throws IOException {
    try (TestRuns runs = echoing()) {
      Task task = runs.run("t", ECHO.formatted(""), rows(10_000, 2_000));

      assertThat(calls).hasValue(2_000);
      assertThat(task.counts().succeeded()).isEqualTo(10_000);
      assertThat(task.spend().calls()).isEqualTo(2_000);
      assertThat(task.spend().reusedAnswers()).isEqualTo(8_000);
      List<List<String>> result = runs.result("t", true);
      assertThat(result).hasSize(10_001);
      long free = 0;
      for (List<String> row : result.subList(1, result.size())) {
        assertThat(row.get(2)).isEqualTo("Say " + row.get(1));
        boolean cached = row.getLast().equals("1");
        assertThat(row.get(result.getFirst().indexOf("_input_tokens")))
            .isEqualTo(cached ? "0" : "5");
        free += cached ? 1 : 0;
      }
      assertThat(free).isEqualTo(8_000);
    }
  }

  @Test
  void withTheCacheOffEveryRowAsks() throws IOException {
    try (TestRuns runs = echoing()) {
      runs.run("t", ECHO.formatted(", cache: off"), rows(100, 10));
    }
    assertThat(calls).hasValue(100);
  }

  @Test
  void questionsAnsweredBeforeARestartAreNotAskedAgain() throws IOException {
    try (TestRuns runs = echoing()) {
      runs.runFirst("t", TWO_STEPS, rows(400, 50), 200);
      assertThat(calls).hasValue(50 + 200);
    }
    try (TestRuns runs = echoing()) {
      Task task = runs.goOn("t");
      assertThat(task.counts().succeeded()).isEqualTo(400);
    }
    assertThat(calls).hasValue(50 + 400);
  }

  @Test
  void aFailedQuestionIsAskedByTheNextRow() throws IOException {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    try (TestRuns runs =
        new TestRuns(
            directory,
            request ->
                asked.add(request.messages().getLast().text())
                    ? TestRuns.refusal()
                    : new ModelReply("yes", new Usage(5, 0, 2), false))) {
      Task task = runs.run("t", ECHO.formatted(""), rows(20, 4));
      assertThat(task.counts().failed()).isEqualTo(4);
      assertThat(task.counts().succeeded()).isEqualTo(16);
      assertThat(task.spend().calls()).isEqualTo(8);
    }
  }

  @Test
  void tasksOfAWorkspaceShareAnswersWhenTheStepSaysSo() throws IOException {
    String shared = ECHO.formatted(", cache: {scope: workspace, ttl: 7d}");
    try (TestRuns runs = echoing()) {
      runs.run("one", shared, rows(100, 10));
      assertThat(calls).hasValue(10);
      Task two = runs.run("two", shared, rows(100, 20));
      assertThat(calls).hasValue(20);
      assertThat(two.spend().reusedAnswers()).isEqualTo(90);
      runs.run("three", shared.replace("Say", "Tell"), rows(10, 10));
      assertThat(calls).hasValue(30);
      runs.run("four", ECHO.formatted(""), rows(10, 10));
      assertThat(calls).hasValue(40);
    }
  }

  private TestRuns echoing() throws IOException {
    return new TestRuns(
        directory,
        request -> {
          calls.incrementAndGet();
          return new ModelReply(request.messages().getLast().text(), new Usage(5, 0, 2), false);
        });
  }

  /// Columns `id`, all different, and `n`, of so many values, shuffled over the rows.
  private static String rows(int rows, int distinct) {
    StringBuilder csv = new StringBuilder("id,n\n");
    for (int row = 0; row < rows; row++) {
      csv.append(row).append(',').append(row * 7919L % distinct).append('\n');
    }
    return csv.toString();
  }
}
