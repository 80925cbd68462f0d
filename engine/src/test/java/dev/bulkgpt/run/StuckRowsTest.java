package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.task.AnswerStore;
import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult;
import dev.bulkgpt.task.RowStatus;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that can never get their result: they end, or their task stops, and nothing is paid without
/// end.
class StuckRowsTest {

  private static final Usage USAGE = new Usage(10, 0, 10);
  private static final Prices PRICES = Prices.builtIn().with("p/m: {input: 1, output: 1}");
  private static final Workflow WORKFLOW =
      Workbench.workflow("{name: w, steps: [{id: s, prompt: {model: p/m, user: 'Say {{n}}.'}}]}");

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void rowsWhoseAnswersAreNeverOfUseFailAndTheOthersDoNot() throws IOException {
    try (Workbench bench =
        bench(request ->
            asks(request, 3) || asks(request, 17)
                ? new ModelFailure.Unusable("garbage", Optional.of(Duration.ZERO), USAGE)
                : new ModelReply("yes", USAGE, false))) {
      Task task = run(bench, 20);

      assertThat(task.counts()).isEqualTo(new Counts(20, 18, 2, 0));
      assertThat(task.spend().calls()).isEqualTo(18 + 2 * 5);
    }
  }

  @Test
  void aRowThatTheProviderFailsAtEachTimeItIsProbedWithFails() throws Exception {
    try (Workbench bench =
        bench(_ -> new ModelFailure.Outage(ErrorCode.PROVIDER_ERROR, "status 500", true))) {
      InstantSource time = InstantSource.system();
      RowTools tools =
          new RowTools(
              bench.models,
              new LedgerWriter(new Ledger(bench.database, time), 1, _ -> {}),
              new RetryPolicy(1, 3, 4, Duration.ZERO, Duration.ZERO, () -> 0),
              FailureRules.DEFAULT,
              System::nanoTime);
      NodeRows node =
          new NodeRows(
              new TaskStore(bench.database, time),
              new AnswerStore(bench.database, time),
              Workbench.READER,
              tools);
      bench.submit("t", WORKFLOW, "n\n1\n", Optional.empty());
      RunningTask running = node.enter(bench.settled("t"));
      RowGate gate =
          new RowGate(
              running.claimant(),
              new RowClock(System::nanoTime, Duration.ofMinutes(1)),
              () -> true,
              Thread.currentThread());

      RowResult row =
          new RowRun(
                  running,
                  tools,
                  gate,
                  new OpenRow(
                      new InputRow(1, new String[] {"1"}),
                      Map.of(),
                      Spend.NONE,
                      OptionalInt.empty(),
                      0))
              .run()
              .orElseThrow()
              .result();

      assertThat(row.status()).isEqualTo(RowStatus.FAILED);
      assertThat(row.attempts()).isEqualTo(4);
    }
  }

  @Test
  void aTaskWhoseProviderIsNotSetUpAnyMorePausesAndFailsNoRow() throws IOException {
    try (Workbench bench = new Workbench(directory, Map.of(), PRICES)) {
      Task task = run(bench, 20);

      assertThat(task.counts().done()).isZero();
      assertThat(task.state()).isEqualTo(TaskState.PAUSED);
      assertThat(task.pause().orElseThrow().code()).contains(ErrorCode.AUTH_ERROR);
    }
  }

  @Test
  void aResultTheDatabaseDoesNotTakeStopsItsTaskAndNoneIsPaidTwiceForIt() throws IOException {
    try (Workbench bench = bench(_ -> new ModelReply("yes", USAGE, false))) {
      bench.database.writeOnly(tx ->
          tx.execute(
              """
              CREATE TRIGGER refuse BEFORE INSERT ON row_result WHEN NEW.row_number = 7
              BEGIN SELECT RAISE(ABORT, 'not this one'); END
              """));
      Task task = run(bench, 20);
      int callsThen = calls.get();

      assertThat(task.pause().orElseThrow().reason()).isEqualTo(Pause.Reason.HALT);
      assertThat(task.pause().orElseThrow().message()).contains("does not take a result");
      bench.database.writeOnly(tx -> tx.execute("DROP TRIGGER refuse"));
      bench.engine.open("t", Selection.ALL, false);
      assertThat(bench.settled("t").counts().succeeded()).isEqualTo(20);
      assertThat(callsThen).isLessThanOrEqualTo(20);
      assertThat(calls).hasValue(21);
    }
  }

  @Test
  void aCapThatThisProcessWasNotToldOfHoldsFromTheNextChunk() throws IOException {
    try (Workbench bench = bench(_ -> new ModelReply("yes", USAGE, false))) {
      bench.database.writeOnly(tx ->
          tx.execute(
              """
              CREATE TRIGGER cap AFTER INSERT ON row_result WHEN NEW.row_number = 5
              BEGIN UPDATE task SET max_cost_nano_usd = 1; END
              """));
      Task task = run(bench, 10_000);

      assertThat(task.pause().orElseThrow().reason()).isEqualTo(Pause.Reason.BUDGET);
      assertThat(task.counts().succeeded()).isLessThan(10_000);
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
        directory, Map.of("p", new Models.Endpoint(provider, Limits.concurrent(4))), PRICES);
  }

  private static boolean asks(ModelRequest request, int number) {
    return request.messages().getLast().text().equals("Say " + number + ".");
  }

  private static Task run(Workbench bench, int rows) throws IOException {
    String csv =
        IntStream.rangeClosed(1, rows)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "n\n", "\n"));
    bench.submit("t", WORKFLOW, csv, Optional.empty());
    return bench.settled("t");
  }
}
