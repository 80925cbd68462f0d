package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Notes;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Estimator;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A row with nothing to ask about is skipped and told.
class EmptyRowsTest {

  private static final String PROMPT = "{id: a, prompt: {model: p/m, cache: off, user: '%s'}}";

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  /// Six rows: all there; no text; blanks alone; what cannot be seen alone; no name; nothing.
  private static final String INPUT =
      """
      text,name,n
      hello,Ann,1
      ,Bob,2
      "   ",Cid,3
      "\u00a0\u200b\ufeff\u3000",Dan,4
      bye,,5
      ,,6
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{text}} | 1,5",
        "Say this: {{text}} | 1,5",
        "{{text}} {{name}} | 1,2,3,4,5",
        "{{#text}}There is one.{{/text}} | 1,5",
        "Say something. | 1,2,3,4,5,6",
        "{{n}} | 1,2,3,4,5,6"
      })
  void aRowIsAskedWhenAColumnThatIsReadHoldsSomething(String user, String asked)
      throws IOException {
    assertThat(asked(PROMPT.formatted(user), "")).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by way of another step | {id: t, transform: {columns: {both: '{{text}}{{name}}'}}}, {id: a, prompt: {model: p/m, user: 'x{{both}}'}} | 1,2,3,4,5",
        "by way of CEL | {id: t, transform: {columns: {c: {cel: 'text + \"!\"'}}}}, {id: a, prompt: {model: p/m, user: '{{c}}{{t.c}}'}} | 1,5",
        "by the row as a whole | {id: t, transform: {columns: {c: {cel: 'row[\"te\" + \"xt\"]'}}}}, {id: a, prompt: {model: p/m, user: '{{c}}'}} | 1,2,3,4,5,6",
        "a condition reads nothing for a model | {id: a, run_if: 'n != \"0\"', prompt: {model: p/m, user: '{{text}}'}} | 1,5",
        "nor does a filter | {id: f, filter: {keep_if: 'n != \"0\"'}}, {id: a, prompt: {model: p/m, user: '{{text}}'}} | 1,5",
        "all model steps together | {id: a, prompt: {model: p/m, user: '{{text}}'}}, {id: b, prompt: {model: p/m, user: '{{a}}{{name}}'}} | 1,2,3,4,5",
        "pictures too | {id: a, prompt: {model: p/m, user: 'What is it?', images: ['{{text}}']}} | 1,5",
        "and classify | {id: c, classify: {model: p/m, text: '{{text}}', labels: [x, y]}} | 1,5",
        "without a model nothing is skipped | {id: t, transform: {columns: {c: '{{text}}'}}} | 1,2,3,4,5,6"
      })
  void columnsAreReadByWayOfSteps(String why, String steps, String ran) throws IOException {
    assertThat(ran(steps, "")).as(why).isEqualTo(ran);
  }

  @Test
  void theWorkflowMayAskAllTheSame() throws IOException {
    assertThat(asked(PROMPT.formatted("{{text}}"), "empty: ask\n")).isEqualTo("1,2,3,4,5,6");
  }

  @Test
  void aSkippedRowHasEmptyCellsAndNoAttemptsAndIsToldOnce() throws IOException {
    try (Workbench bench = bench()) {
      Task task = run(bench, "t", PROMPT.formatted("{{text}}"), "");

      assertThat(task.counts().skipped()).isEqualTo(4);
      assertThat(task.counts().failed()).isZero();
      assertThat(task.spend().calls()).isEqualTo(2);
      List<String> second = bench.result("t").get(2);
      assertThat(second).startsWith("", "Bob", "2", "", "skipped", "");
      Notes.Said said = bench.models.notes().said().getFirst();
      assertThat(bench.models.notes().said()).hasSize(1);
      assertThat(said.times().sum()).isEqualTo(4);
      assertThat(said.note().sentence())
          .isEqualTo(
              "a row is skipped where `text` is empty; `empty: ask` at the top of the workflow asks all the same");
    }
  }

  @Test
  void firstRowsThatAreAllEmptyEndWell() throws IOException {
    try (Workbench bench = bench()) {
      Workflow workflow = workflow(PROMPT.formatted("{{text}}"), "");
      bench.submit(
          "t", workflow, "text,n\n,1\n,2\nx,3\n", new Selection.First(2), Optional.empty());

      Task task = bench.settled("t");

      assertThat(task.counts().skipped()).isEqualTo(2);
      assertThat(calls).hasValue(0);
    }
  }

  @Test
  void anEstimateCountsNoCallForThem() throws IOException {
    StringBuilder csv = new StringBuilder("text,n\n");
    for (int i = 0; i < 1_000; i++) {
      csv.append(i % 4 == 0 ? "text " + i : "").append(',').append(i).append('\n');
    }
    try (Workbench bench = bench()) {
      bench.takeIn("e.csv", csv.toString());
      for (String cache : List.of("", "cache: off, ")) {
        String step = "{id: a, prompt: {model: p/m, " + cache + "user: '{{text}}'}}";
        Estimate estimate = estimate(bench, workflow(step, ""));
        assertThat(estimate.total().calls().likely()).as(cache).isBetween(245.0, 255.0);
        assertThat(estimate.basis())
            .contains("750 rows are empty where the models read and are not asked");
        assertThat(estimate(bench, workflow(step, "empty: ask\n")).basis())
            .noneMatch(it -> it.contains("empty"));
      }
    }
  }

  private static Estimate estimate(Workbench bench, Workflow workflow) throws IOException {
    Estimator estimator =
        new Estimator(
            workflow,
            List.of("text", "n"),
            bench.models.prices(),
            Map.of(),
            bench.models::classifier);
    try (InputStream in = bench.blobs.open("e.csv", 0)) {
      return estimator.estimate(RowReader.rows(in, 2), 1_000, Optional.empty());
    }
  }

  /// The rows, by their `n`, whose prompt was asked.
  private String asked(String step, String top) throws IOException {
    String ran = ran(step, top);
    assertThat(calls).hasValue(ran.split(",", -1).length);
    return ran;
  }

  /// The rows that were not skipped.
  private String ran(String steps, String top) throws IOException {
    try (Workbench bench = bench()) {
      run(bench, "t", steps, top);
      List<List<String>> result = bench.result("t");
      int status = result.getFirst().indexOf("_status");
      return String.join(
          ",",
          result.stream()
              .skip(1)
              .filter(row -> !row.get(status).equals("skipped"))
              .map(row -> row.get(2))
              .toList());
    }
  }

  private static Task run(Workbench bench, String id, String steps, String top) throws IOException {
    bench.submit(id, workflow(steps, top), INPUT, Optional.empty());
    return bench.settled(id);
  }

  private static Workflow workflow(String steps, String top) {
    return Workbench.workflow("name: w\n" + top + "steps: [" + steps + "]");
  }

  private Workbench bench() throws IOException {
    Provider echo =
        new Provider() {
          @Override
          public Response ask(ModelRequest request) {
            calls.incrementAndGet();
            String answer = request.schema().isPresent() ? "{\"label\": \"x\"}" : "yes";
            return new Response(new ModelReply(answer, new Usage(5, 0, 2), false), Told.NOTHING);
          }

          @Override
          public void close() {}
        };
    return new Workbench(
        directory, Map.of("p", new Models.Endpoint(echo, Limits.concurrent(16))), Prices.builtIn());
  }
}
