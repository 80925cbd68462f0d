package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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

  private static final Usage USAGE = new Usage(5, 0, 2);

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void tenThousandRowsWithTwoThousandQuestionsAreTwoThousandCalls() throws IOException {
    try (Workbench bench = echoing()) {
      Task task = run(bench, "t", ECHO.formatted(""), rows(10_000, 2_000), Selection.ALL);

      assertThat(calls).hasValue(2_000);
      assertThat(task.counts().succeeded()).isEqualTo(10_000);
      assertThat(task.spend().calls()).isEqualTo(2_000);
      assertThat(task.spend().reusedAnswers()).isEqualTo(8_000);
      List<List<String>> result = bench.result("t");
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
    try (Workbench bench = echoing()) {
      run(bench, "t", ECHO.formatted(", cache: off"), rows(100, 10), Selection.ALL);
    }
    assertThat(calls).hasValue(100);
  }

  @Test
  void questionsAnsweredBeforeARestartAreNotAskedAgain() throws IOException {
    try (Workbench bench = echoing()) {
      run(bench, "t", TWO_STEPS, rows(400, 50), new Selection.First(200));
      assertThat(calls).hasValue(50 + 200);
    }
    try (Workbench bench = echoing()) {
      bench.engine.open("t", Selection.ALL, false);
      assertThat(bench.settled("t").counts().succeeded()).isEqualTo(400);
    }
    assertThat(calls).hasValue(50 + 400);
  }

  @Test
  void aFailedQuestionIsAskedByTheNextRow() throws IOException {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    try (Workbench bench =
        bench(request ->
            asked.add(request.messages().getLast().text())
                ? new ModelFailure.Permanent(ErrorCode.REFUSED, "No.", USAGE)
                : new ModelReply("yes", USAGE, false))) {
      Task task = run(bench, "t", ECHO.formatted(""), rows(20, 4), Selection.ALL);
      assertThat(task.counts().failed()).isEqualTo(4);
      assertThat(task.counts().succeeded()).isEqualTo(16);
      assertThat(task.spend().calls()).isEqualTo(8);
    }
  }

  @Test
  void tasksOfAWorkspaceShareAnswersWhenTheStepSaysSo() throws IOException {
    String shared = ECHO.formatted(", cache: {scope: workspace, ttl: 7d}");
    try (Workbench bench = echoing()) {
      run(bench, "one", shared, rows(100, 10), Selection.ALL);
      assertThat(calls).hasValue(10);
      Task two = run(bench, "two", shared, rows(100, 20), Selection.ALL);
      assertThat(calls).hasValue(20);
      assertThat(two.spend().reusedAnswers()).isEqualTo(90);
      run(bench, "three", shared.replace("Say", "Tell"), rows(10, 10), Selection.ALL);
      assertThat(calls).hasValue(30);
      run(bench, "four", ECHO.formatted(""), rows(10, 10), Selection.ALL);
      assertThat(calls).hasValue(40);
    }
  }

  private Workbench echoing() throws IOException {
    return bench(request -> {
      calls.incrementAndGet();
      return new ModelReply(request.messages().getLast().text(), USAGE, false);
    });
  }

  private Workbench bench(Function<ModelRequest, ModelAnswer> answers) throws IOException {
    Provider provider =
        new Provider() {
          @Override
          public Response ask(ModelRequest request) {
            return new Response(answers.apply(request), Told.NOTHING);
          }

          @Override
          public void close() {}
        };
    return new Workbench(
        directory,
        Map.of("test", new Models.Endpoint(provider, Limits.concurrent(64))),
        Prices.builtIn());
  }

  private static Task run(
      Workbench bench, String id, String workflow, String csv, Selection selection)
      throws IOException {
    bench.submit(id, Workbench.workflow(workflow), csv, selection, Optional.empty());
    return bench.settled(id);
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
