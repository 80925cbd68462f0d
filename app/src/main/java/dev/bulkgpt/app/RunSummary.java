package dev.bulkgpt.app;

import dev.bulkgpt.model.Notes;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.ErrorGroup;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Task;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What a run came to, for a person and for a program.
///
/// @param notes what people should know of the calls
/// @param spentBefore what the ledger held when this run began
/// @param result empty when none was written
record RunSummary(
    Task task,
    List<ErrorGroup> errors,
    List<Notes.Said> notes,
    Spend spentBefore,
    Duration took,
    Optional<LocalResult.Written> result) {

  private static final int NANO_DIGITS = 9;

  void print(PrintWriter err) {
    var counts = task.counts();
    err.println(
        "%,d rows: %,d succeeded, %,d failed, %,d skipped · %s · %s"
            .formatted(
                counts.total(),
                counts.succeeded(),
                counts.failed(),
                counts.skipped(),
                Times.spoken(took),
                money()));
    for (ErrorGroup group : errors) {
      err.println(
          "  %,d %s: %s (%s, step %s)"
              .formatted(
                  group.rows(),
                  group.rows() == 1 ? "row" : "rows",
                  group.message(),
                  group.code().toLowerCase(Locale.ROOT),
                  group.step()));
    }
    for (Notes.Said said : notes) {
      if (said.note().counts() && said.times().sum() > 1) {
        err.println("  %,d times: %s".formatted(said.times().sum(), said.note().sentence()));
      }
    }
    if (!errors.isEmpty()) {
      err.println("Run the same command with --retry-failed to run just these again.");
    }
    task.pause().map(Pause::message).ifPresent(message -> err.println("Paused: " + message));
    task.pause().ifPresent(pause -> err.println(wayOn(pause)));
    task.failure().ifPresent(why -> err.println("Failed: " + why + " Use --fresh to start anew."));
    result.ifPresent(it -> err.println("Result: " + it.place()));
    result.ifPresent(it -> it.notes().forEach(note -> err.println("  " + note)));
    err.flush();
  }

  /// With its code as the contract writes it.
  private static ErrorGroup lowerCase(ErrorGroup group) {
    return new ErrorGroup(
        group.code().toLowerCase(Locale.ROOT), group.step(), group.message(), group.rows());
  }

  private static String wayOn(Pause pause) {
    return pause.reason() == Pause.Reason.BUDGET
        ? "Run the same command with a higher --max-cost-usd, and the workflow's max_cost_usd raised if it has one, to go on."
        : "Run the same command again to go on.";
  }

  private String money() {
    Spend spend = task.spend();
    String cap = task.maxCost().map(it -> " of at most $" + it.plain()).orElse("");
    if (spend.calls() == 0) {
      return "no calls";
    }
    String reused =
        spend.reusedAnswers() == 0
            ? ""
            : " (%,d equal questions not asked)".formatted(spend.reusedAnswers());
    return "%,d calls%s, %,d tokens, %s"
            .formatted(
                spend.calls(),
                reused,
                spend.usage().inputTokens() + spend.usage().outputTokens(),
                Cost.of(spend))
        + cap;
  }

  /// One object; money in US dollars, exact.
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", task.state().name().toLowerCase(Locale.ROOT));
    task.pause()
        .ifPresent(pause -> {
          json.put("pause", pause.reason().name().toLowerCase(Locale.ROOT));
          json.put("reason", pause.message());
        });
    task.failure().ifPresent(why -> json.put("reason", why));
    json.put("rows", task.counts().total());
    json.put("succeeded", task.counts().succeeded());
    json.put("failed", task.counts().failed());
    json.put("skipped", task.counts().skipped());
    json.put("calls", task.spend().calls());
    json.put("new_calls", task.spend().calls() - spentBefore.calls());
    json.put("input_tokens", task.spend().usage().inputTokens());
    json.put("output_tokens", task.spend().usage().outputTokens());
    json.put(
        "cost_usd",
        java.math.BigDecimal.valueOf(task.spend().costNanoUsd(), NANO_DIGITS).stripTrailingZeros());
    task.maxCost().ifPresent(cap -> json.put("max_cost_usd", cap.usd()));
    json.put("unpriced_calls", task.spend().unpricedCalls());
    json.put("reused_answers", task.spend().reusedAnswers());
    json.put("seconds", took.toMillis() / 1000.0);
    json.put("errors", errors.stream().map(RunSummary::lowerCase).toList());
    List<String> sentences = new ArrayList<>();
    notes.forEach(said -> sentences.add(said.note().sentence()));
    result.ifPresent(it -> sentences.addAll(it.notes()));
    json.put("notes", sentences);
    result.ifPresent(it -> json.put("result", it.place()));
    return JsonMapper.shared().writeValueAsString(json);
  }
}
