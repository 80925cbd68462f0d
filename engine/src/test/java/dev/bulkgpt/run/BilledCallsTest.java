package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever was billed is in the ledger, useful or not; the answers are written down beforehand.
class BilledCallsTest {

  private static final Prices PRICES =
      Prices.builtIn().with("p/m: {input: 1, cached_input: 0.1, output: 10}");

  /// 10 fresh, 90 cached and 5 written tokens: 10,000 + 9,000 + 50,000 nano-USD.
  private static final Usage USAGE = new Usage(100, 90, 5);

  private static final long COST = 69_000;

  /// Lets the first call go, and no second one.
  private static final Optional<Money> CAP = Optional.of(Money.ofNanoUsd(150_000));

  private static final Workflow STRUCTURED =
      Workbench.workflow(
          """
          name: w
          steps:
            - id: s
              prompt: {model: p/m, user: "{{a}}", max_output_tokens: 5, output: {n: {type: integer}}}
          """);

  @TempDir Path directory;

  /// Answers one after the other.
  private static final class Written implements Provider {
    private final Deque<ModelAnswer> answers = new ArrayDeque<>();
    private int asked;

    Written(ModelAnswer... answers) {
      this.answers.addAll(List.of(answers));
    }

    @Override
    public synchronized Response ask(ModelRequest request) {
      asked++;
      return new Response(answers.remove(), Told.NOTHING);
    }

    synchronized int asked() {
      return asked;
    }

    @Override
    public void close() {}
  }

  private static ModelReply reply(String text) {
    return new ModelReply(text, USAGE, false);
  }

  private Workbench bench(Provider provider) throws IOException {
    return new Workbench(
        directory, Map.of("p", new Models.Endpoint(provider, Limits.concurrent(4))), PRICES);
  }

  private static Task settled(Workbench bench) {
    await().atMost(Duration.ofMinutes(1)).until(() -> bench.task("t").state().isSettled());
    return bench.task("t");
  }

  private static Spend calls(int calls) {
    Spend spend = Spend.NONE;
    for (int i = 0; i < calls; i++) {
      spend = spend.plus(new Spend(1, USAGE, COST, 0, 0));
    }
    return spend;
  }

  @Test
  void garbageAndMisfitsCostAsMuchAsGoodOnes() throws IOException {
    Written provider =
        new Written(
            new ModelFailure.Unusable("garbage", Optional.of(Duration.ZERO), USAGE),
            reply("no JSON"),
            reply("{\"n\":"),
            reply("{\"n\": 1}"));
    try (Workbench bench = bench(provider)) {
      bench.submit("t", STRUCTURED, "a\n1\n", Optional.empty());
      Task task = settled(bench);

      assertThat(task.counts().succeeded()).isEqualTo(1);
      assertThat(task.spend()).isEqualTo(calls(4));
      assertThat(costOfTheFirstRow(bench)).isEqualTo("0.000276");
    }
  }

  @Test
  void aRefusalIsBilledAndFailsTheRow() throws IOException {
    Written provider = new Written(new ModelFailure.Permanent(ErrorCode.REFUSED, "no", USAGE));
    try (Workbench bench = bench(provider)) {
      bench.submit("t", STRUCTURED, "a\n1\n", Optional.empty());

      assertThat(settled(bench).spend()).isEqualTo(calls(1));
      assertThat(bench.task("t").counts().failed()).isEqualTo(1);
    }
  }

  @Test
  void aFaultOfTheProgramEndsItsRowAndIsNotPaidAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Provider faulty =
        new Provider() {
          @Override
          public Response ask(ModelRequest request) {
            if (asked.incrementAndGet() <= 4) {
              throw new NoClassDefFoundError("after the answer");
            }
            return new Response(reply("{\"n\": 1}"), Told.NOTHING);
          }

          @Override
          public void close() {}
        };
    try (Workbench bench = bench(faulty)) {
      bench.submit("t", STRUCTURED, "a\n1\n2\n3\n4\n5\n6\n", Optional.empty());

      Task task = settled(bench);
      assertThat(task.counts().failed()).isEqualTo(4);
      assertThat(task.counts().succeeded()).as("every place is free again").isEqualTo(2);
      assertThat(asked).hasValue(6);
    }
  }

  @Test
  void whatARowPaidBeforeItWasStoppedIsRemembered() throws IOException {
    Written provider = new Written(reply("no JSON"), reply("no JSON"), reply("{\"n\": 1}"));
    try (Workbench bench = bench(provider)) {
      bench.submit("t", STRUCTURED, "a\n1\n", CAP);
      Task paused = settled(bench);

      assertThat(paused.pause().map(Pause::reason)).contains(Pause.Reason.BUDGET);
      assertThat(paused.pause().map(Pause::message).orElseThrow())
          .startsWith("The spending cap of $0.00015 is reached: $0.000069 is spent,");
      await().untilAsserted(() -> assertThat(bench.task("t").spend()).isEqualTo(calls(1)));

      bench.engine.cap("t", Optional.empty());
      bench.engine.open("t", paused.selection(), false);
      Task done = settled(bench);
      assertThat(done.counts().succeeded()).isEqualTo(1);
      assertThat(done.spend()).isEqualTo(calls(3));
      assertThat(costOfTheFirstRow(bench)).isEqualTo("0.000207");
    }
  }

  @Test
  void aStepThatWasSavedInARetryCountsInItsRowOnce() throws IOException {
    Workflow twoSteps =
        Workbench.workflow(
            """
            name: w
            steps:
              - id: s
                prompt: {model: p/m, user: "{{a}}"}
              - id: t
                prompt: {model: p/m, user: "{{s}}"}
            """);
    Written provider =
        new Written(
            new ModelFailure.Permanent(ErrorCode.REFUSED, "no", USAGE),
            reply("first"),
            new ModelFailure.Halting(ErrorCode.AUTH_ERROR, "no key"),
            reply("second"));
    try (Workbench bench = bench(provider)) {
      bench.submit("t", twoSteps, "a\n1\n", Optional.empty());
      assertThat(settled(bench).counts().failed()).isEqualTo(1);
      bench.engine.open("t", Selection.ALL, true);
      await().until(() -> bench.task("t").state() == TaskState.PAUSED);
      bench.engine.open("t", Selection.ALL, false);
      await().until(() -> bench.task("t").state() == TaskState.COMPLETED);

      assertThat(bench.task("t").spend()).isEqualTo(calls(3));
      assertThat(costOfTheFirstRow(bench)).isEqualTo("0.000207");
    }
  }

  @Test
  void aResumeThatRaisesNothingCallsNothing() throws IOException {
    Written provider = new Written(reply("{\"n\": 1}"));
    try (Workbench bench = bench(provider)) {
      bench.submit("t", STRUCTURED, "a\n1\n2\n", CAP);
      Task paused = settled(bench);
      await().untilAsserted(() -> assertThat(bench.task("t").spend()).isEqualTo(calls(1)));

      bench.engine.open("t", paused.selection(), false);

      assertThat(settled(bench).pause().map(Pause::reason)).contains(Pause.Reason.BUDGET);
      assertThat(provider.asked()).isEqualTo(1);
    }
  }

  @Test
  void anotherProcessGoesOnFromTheLedgersSpend() throws IOException {
    try (Workbench bench = bench(new Written(reply("{\"n\": 1}")))) {
      bench.submit("t", STRUCTURED, "a\n1\n2\n", CAP);
      settled(bench);
    }
    Written provider = new Written(reply("{\"n\": 2}"));
    try (Workbench bench = bench(provider)) {
      assertThat(bench.task("t").spend()).isEqualTo(calls(1));
      bench.engine.open("t", bench.task("t").selection(), false);
      assertThat(settled(bench).pause().map(Pause::reason)).contains(Pause.Reason.BUDGET);
      assertThat(provider.asked()).isZero();

      bench.engine.cap("t", Optional.of(Money.ofNanoUsd(1_000_000)));
      bench.engine.open("t", bench.task("t").selection(), false);
      assertThat(settled(bench).state()).isEqualTo(TaskState.COMPLETED);
      assertThat(provider.asked()).isEqualTo(1);
    }
  }

  @Test
  void aPriceThatIsNoLongerKnownPausesTheTask() throws IOException {
    Workflow workflow =
        Workbench.workflow("name: w\nsteps: [{id: s, prompt: {model: p/other, user: '{{a}}'}}]");
    Written provider = new Written();
    try (Workbench bench = bench(provider)) {
      bench.submit("t", workflow, "a\n1\n", CAP);

      assertThat(settled(bench).pause().map(Pause::message).orElseThrow())
          .contains("p/other", "prices.yaml");
      assertThat(provider.asked()).isZero();
    }
  }

  private static String costOfTheFirstRow(Workbench bench) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bench.engine.writeResult("t", out, new ResultOptions(true, false, ',', false));
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\r\n", -1);
    int column = List.of(lines[0].split(",", -1)).indexOf("_cost_usd");
    return lines[1].split(",", -1)[column];
  }
}
