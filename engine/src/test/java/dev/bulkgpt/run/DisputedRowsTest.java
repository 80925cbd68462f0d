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
import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that are refused in words nobody knows, in whole tasks.
class DisputedRowsTest {

  private static final int AT_ONCE = 4;

  /// Those that call, and those that wait for a permit.
  private static final int ROWS_AT_ONCE = AT_ONCE + 8;

  private static final Usage USAGE = new Usage(10, 0, 10);
  private static final ModelFailure REFUSED =
      new ModelFailure.Disputed("No such thing.", "no such thing", false);
  private static final Workflow WORKFLOW =
      Workbench.workflow("{name: w, steps: [{id: s, prompt: {model: p/m, user: 'Say {{n}}.'}}]}");

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void whatEveryRowWouldGetPausesAndNoRowFails() throws IOException {
    AtomicBoolean mended = new AtomicBoolean();
    try (Workbench bench =
        bench(_ -> mended.get() ? new ModelReply("yes", USAGE, false) : REFUSED)) {
      Task task = run(bench, WORKFLOW, 2_000);

      assertThat(task.state()).isEqualTo(TaskState.PAUSED);
      assertThat(task.pause().orElseThrow().code()).contains(ErrorCode.PROVIDER_ERROR);
      assertThat(task.pause().orElseThrow().message()).contains("No such thing.");
      assertThat(task.counts()).isEqualTo(new Counts(2_000, 0, 0, 0));
      assertThat(calls.get()).isLessThanOrEqualTo(Disputes.NEIGHBOURS + 9 * ROWS_AT_ONCE);

      mended.set(true);
      bench.engine.open("t", Selection.ALL, false);
      assertThat(bench.settled("t").counts()).isEqualTo(new Counts(2_000, 2_000, 0, 0));
    }
  }

  @Test
  void theRowsOfASmallFileFailWithTheWords() throws IOException {
    try (Workbench bench = bench(_ -> REFUSED)) {
      Task task = run(bench, WORKFLOW, 3);

      assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
      assertThat(task.counts()).isEqualTo(new Counts(3, 0, 3, 0));
      assertThat(bench.engine.errors("t"))
          .singleElement()
          .satisfies(group -> assertThat(group.message()).isEqualTo("No such thing."));
    }
  }

  @Test
  void rowsOfTheirOwnFaultFailAmongOthersThatAreAnswered() throws IOException {
    try (Workbench bench =
        bench(request -> number(request) % 3 == 0 ? REFUSED : new ModelReply("y", USAGE, false))) {
      Task task = run(bench, WORKFLOW, 1_000);

      assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
      assertThat(task.counts()).isEqualTo(new Counts(1_000, 667, 333, 0));
      assertThat(calls).hasValue(1_000);
    }
  }

  @Test
  void aSecondStepThatIsRefusedForEverybodyPausesAndTheFirstIsNotPaidAgain() throws IOException {
    Workflow two =
        Workbench.workflow(
            "{name: w, steps: [{id: s, prompt: {model: p/m, user: 'Say {{n}}.'}},"
                + " {id: t, prompt: {model: p/odd, user: 'Say {{n}}.'}}]}");
    AtomicBoolean mended = new AtomicBoolean();
    AtomicInteger first = new AtomicInteger();
    try (Workbench bench =
        bench(request -> {
          boolean odd = request.model().name().equals("odd");
          first.addAndGet(odd ? 0 : 1);
          return odd && !mended.get() ? REFUSED : new ModelReply("yes", USAGE, false);
        })) {
      assertThat(run(bench, two, 100).state()).isEqualTo(TaskState.PAUSED);
      assertThat(bench.task("t").counts().failed()).isZero();

      mended.set(true);
      bench.engine.open("t", Selection.ALL, false);
      assertThat(bench.settled("t").counts()).isEqualTo(new Counts(100, 100, 0, 0));
      assertThat(first).hasValue(100);
    }
  }

  @Test
  void aWebPageWhereTheProviderShouldBePausesAtOnce() throws IOException {
    try (Workbench bench = bench(_ -> new ModelFailure.Elsewhere("A web page, not an API."))) {
      Task task = run(bench, WORKFLOW, 100);

      assertThat(task.state()).isEqualTo(TaskState.PAUSED);
      assertThat(task.pause().orElseThrow().message()).contains("A web page");
      assertThat(task.counts().failed()).isZero();
      assertThat(calls.get()).isLessThanOrEqualTo(ROWS_AT_ONCE);
    }
  }

  @Test
  void aLearnedSpellingCostsNoTryAndNoMoney() throws IOException {
    try (Workbench bench =
        bench(_ ->
            calls.get() <= 20
                ? new ModelFailure.Respelled("another name")
                : new ModelReply("yes", USAGE, false))) {
      Task task = run(bench, WORKFLOW, 1);

      assertThat(task.counts().succeeded()).isEqualTo(1);
      assertThat(task.spend().calls()).isEqualTo(1);
    }
  }

  private Workbench bench(Function<ModelRequest, ModelAnswer> answers) throws IOException {
    Provider provider =
        new Provider() {
          @Override
          public Response ask(ModelRequest request) {
            calls.incrementAndGet();
            return new Response(answers.apply(request), Told.NOTHING);
          }

          @Override
          public void close() {}
        };
    return new Workbench(
        directory,
        Map.of("p", new Models.Endpoint(provider, Limits.concurrent(AT_ONCE))),
        Prices.builtIn());
  }

  private static int number(ModelRequest request) {
    return Integer.parseInt(request.messages().getLast().text().replaceAll("\\D", ""));
  }

  private static Task run(Workbench bench, Workflow workflow, int rows) throws IOException {
    String csv =
        IntStream.rangeClosed(1, rows)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "n\n", "\n"));
    bench.submit("t", workflow, csv, Optional.empty());
    return bench.settled("t");
  }
}
