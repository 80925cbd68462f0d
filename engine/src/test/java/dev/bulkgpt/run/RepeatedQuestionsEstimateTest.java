package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Estimator;
import dev.bulkgpt.run.estimate.Range;
import dev.bulkgpt.task.Ledger.ResultCursor;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An estimate knows that rows which ask the same are asked once.
class RepeatedQuestionsEstimateTest {

  private static final int ROWS = 3_000;
  private static final int TEXTS = 600;
  private static final String PROMPT =
      "{id: %s, prompt: {model: p/m, max_output_tokens: 20, user: '%s'%s}}";
  private static final String ONE = PROMPT.formatted("one", "Sort: {{text}}", "");

  @TempDir Path directory;

  @Test
  void beforeAnythingWasRun() throws IOException {
    try (Workbench bench = bench()) {
      assertThat(calls(bench, "once", ONE)).isCloseTo(TEXTS, within());
      assertThat(calls(bench, "each", PROMPT.formatted("one", "{{n}}: {{text}}", "")))
          .isEqualTo(ROWS);
      assertThat(calls(bench, "off", PROMPT.formatted("one", "Sort: {{text}}", ", cache: off")))
          .isEqualTo(ROWS);
      assertThat(calls(bench, "then", ONE + "," + PROMPT.formatted("two", "Why {{one}}?", "")))
          .as("the second hangs on what the first one reads")
          .isCloseTo(2 * TEXTS, within());
      assertThat(calls(bench, "mixed", ONE + "," + PROMPT.formatted("two", "{{n}}{{one}}", "")))
          .isCloseTo(TEXTS + ROWS, within());
    }
  }

  @Test
  void afterSomeRowsTheRestIsForeseen() throws IOException {
    try (Workbench bench = bench()) {
      String mixed = ONE + "," + PROMPT.formatted("two", "{{n}}{{one}}", "");
      for (String steps : new String[] {ONE, mixed}) {
        String id = steps.equals(ONE) ? "once" : "mixed";
        Workflow workflow = workflow(steps);
        bench.submit(id, workflow, input(), new Selection.Spread(50), Optional.empty());
        bench.settled(id);
        Estimate estimate = estimate(bench, id, workflow, Optional.of(bench.results(id)));
        bench.engine.open(id, Selection.ALL, false);
        Task done = bench.settled(id);

        assertThat(done.counts().succeeded()).isEqualTo(ROWS);
        assertIn(estimate.total().calls(), done.spend().calls());
        assertIn(estimate.total().costNanoUsd().orElseThrow(), done.spend().costNanoUsd());
        assertThat(estimate.basis()).anyMatch(it -> it.contains("not asked again"));
      }
    }
  }

  private static void assertIn(Range range, long real) {
    assertThat((double) real).isBetween(range.low(), range.high());
    assertThat(range.high()).isLessThan(3 * range.low());
  }

  private static Percentage within() {
    return Percentage.withPercentage(0.5);
  }

  private double calls(Workbench bench, String id, String steps) throws IOException {
    bench.takeIn(id + ".csv", input());
    Workflow workflow = workflow(steps);
    return estimate(bench, id, workflow, Optional.empty()).total().calls().likely();
  }

  private static Workflow workflow(String steps) {
    return Workbench.workflow("name: w\nsteps: [" + steps + "]");
  }

  private static String input() {
    StringBuilder csv = new StringBuilder("n,text\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(i).append(",text number ").append(i % TEXTS).append('\n');
    }
    return csv.toString();
  }

  private Workbench bench() throws IOException {
    Provider echo =
        new Provider() {
          @Override
          public Response ask(ModelRequest request) {
            String question = request.messages().getLast().text();
            return new Response(
                new ModelReply(question, new Usage(30, 0, 10), false), Told.NOTHING);
          }

          @Override
          public void close() {}
        };
    return new Workbench(
        directory,
        Map.of("p", new Models.Endpoint(echo, Limits.concurrent(16))),
        Prices.builtIn().with("p/m: {input: 1, output: 4}"));
  }

  private static Estimate estimate(
      Workbench bench, String id, Workflow workflow, Optional<ResultCursor> earlier)
      throws IOException {
    Estimator estimator =
        new Estimator(
            workflow,
            List.of("n", "text"),
            bench.models.prices(),
            Map.of(),
            bench.models::classifier);
    try (InputStream in = bench.blobs.open(id + ".csv", 0)) {
      return estimator.estimate(RowReader.rows(in, 2), ROWS, earlier);
    }
  }
}
