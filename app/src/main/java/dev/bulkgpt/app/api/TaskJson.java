package dev.bulkgpt.app.api;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.ErrorGroup;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Task;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A task as the native API shows it. What is not known yet is absent, never null; instants are
/// epoch milliseconds.
final class TaskJson {

  private TaskJson() {}

  static Map<String, Object> of(Task task, Engine engine) {
    Map<String, Object> json = brief(task);
    List<ErrorGroup> errors = task.counts().failed() > 0 ? engine.errors(task.id()) : List.of();
    json.put("errors", errors.stream().map(TaskJson::error).toList());
    return json;
  }

  static Map<String, Object> page(List<Task> tasks, boolean more) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("data", tasks.stream().map(TaskJson::brief).toList());
    json.put("has_more", more);
    if (more) {
      json.put("next_cursor", tasks.getLast().id());
    }
    return json;
  }

  private static Map<String, Object> brief(Task task) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", task.id());
    json.put("workflow_id", task.origin().workflowId());
    json.put("state", lower(task.state()));
    task.pause().ifPresent(pause -> json.put("pause", pause(pause)));
    task.failure().ifPresent(it -> json.put("failure", it));
    json.put("rows", rows(task.counts()));
    pace(task, json);
    json.put("usage", usage(task.spend()));
    task.maxCost().ifPresent(cap -> json.put("max_cost_usd", cap.usd()));
    json.put("created_at", task.times().createdAt());
    task.times().startedAt().ifPresent(it -> json.put("started_at", it));
    task.times().finishedAt().ifPresent(it -> json.put("finished_at", it));
    return json;
  }

  /// The average since the first row started, and what is left at that pace.
  private static void pace(Task task, Map<String, Object> json) {
    Counts rows = task.counts();
    if (!task.state().runsRows() || task.times().startedAt().isEmpty() || rows.done() == 0) {
      return;
    }
    long elapsed = Math.max(1, System.currentTimeMillis() - task.times().startedAt().orElseThrow());
    double perSecond = rows.done() * 1000.0 / elapsed;
    json.put("rows_per_second", Math.round(perSecond * 10) / 10.0);
    json.put("seconds_left", Math.round((rows.total() - rows.done()) / perSecond));
  }

  private static Map<String, Object> pause(Pause pause) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", lower(pause.reason()));
    pause.code().ifPresent(code -> json.put("code", code.wireName()));
    json.put("message", pause.message());
    return json;
  }

  private static Map<String, Object> rows(Counts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", counts.total());
    json.put("succeeded", counts.succeeded());
    json.put("failed", counts.failed());
    json.put("skipped", counts.skipped());
    return json;
  }

  private static Map<String, Object> usage(Spend spend) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("calls", spend.calls());
    json.put("input_tokens", spend.usage().inputTokens());
    json.put("cached_input_tokens", spend.usage().cachedInputTokens());
    json.put("output_tokens", spend.usage().outputTokens());
    json.put("cost_usd", new BigDecimal(Money.ofNanoUsd(spend.costNanoUsd()).plain()));
    json.put("unpriced_calls", spend.unpricedCalls());
    json.put("reused_answers", spend.reusedAnswers());
    return json;
  }

  private static Map<String, Object> error(ErrorGroup group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", group.code().toLowerCase(Locale.ROOT));
    json.put("step", group.step());
    json.put("message", group.message());
    json.put("rows", group.rows());
    return json;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
