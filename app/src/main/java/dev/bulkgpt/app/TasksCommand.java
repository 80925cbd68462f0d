package dev.bulkgpt.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `bulkgpt tasks`: a server's tasks, through its native API.
@Command(
    name = "tasks",
    description = {
      "A server's tasks: see how far they are, stop them, let them go on, fetch their results.",
      "",
      "All of them take --server and --key, or BULKGPT_SERVER and BULKGPT_KEY. They end with 0"
          + " when they did it, 1 when the server could not, 2 when they were typed wrongly."
    },
    subcommands = {
      TasksCommand.ListTasks.class,
      TasksCommand.Show.class,
      TasksCommand.Cancel.class,
      TasksCommand.Pause.class,
      TasksCommand.Resume.class,
      TasksCommand.RetryFailed.class,
      TasksCommand.Result.class
    })
final class TasksCommand {

  private static final int MOST_A_PAGE = 200;

  /// A task, and how the answer is shown.
  static final class One {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "The task's id, as `tasks list` shows it.")
    private String id = "";

    @Option(names = "--json", description = "Print the server's JSON.")
    private boolean json;

    String path() {
      return TasksCommand.path(id);
    }

    int show(String path) {
      try (ServerClient server = remote.connect()) {
        JsonNode task = server.get(path);
        PrintWriter out = Console.out(spec);
        out.println(json ? task.toString() : new TaskText(task).all());
      }
      return Exit.OK;
    }

    int change(String change) {
      try (ServerClient server = remote.connect()) {
        JsonNode answer = server.post(path() + change);
        PrintWriter out = Console.out(spec);
        if (json) {
          out.println(answer);
        } else {
          String first = answer.path("changed").asBoolean() ? "" : "Nothing to change: ";
          out.println(first + new TaskText(answer.path("task")).line());
        }
      }
      return Exit.OK;
    }
  }

  private static String path(String id) {
    return "/tasks/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// `tasks list`.
  @Command(name = "list", description = "List the tasks, the latest first.")
  static final class ListTasks implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most N. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
      if (limit < 1) {
        throw CommandFailedException.usage("--limit takes a number of at least 1.");
      }
      PrintWriter out = Console.out(spec);
      List<JsonNode> tasks = tasks();
      for (JsonNode task : tasks) {
        out.println(json ? task.toString() : new TaskText(task).line());
      }
      if (tasks.isEmpty()) {
        Console.err(spec).println("No tasks yet.");
      }
      return Exit.OK;
    }

    private List<JsonNode> tasks() {
      List<JsonNode> tasks = new ArrayList<>();
      try (ServerClient server = remote.connect()) {
        String cursor = "";
        boolean more = true;
        while (more && tasks.size() < limit) {
          int count = Math.min(MOST_A_PAGE, limit - tasks.size());
          JsonNode page = server.get("/tasks?limit=" + count + cursor);
          page.path("data").forEach(tasks::add);
          more = page.path("has_more").asBoolean() && !page.path("data").isEmpty();
          cursor =
              "&cursor="
                  + URLEncoder.encode(
                      page.path("next_cursor").asString(""), StandardCharsets.UTF_8);
        }
      }
      return tasks;
    }
  }

  /// `tasks show`.
  @Command(name = "show", description = "Show a task: state, rows, speed, cost, grouped errors.")
  static final class Show implements Callable<Integer> {
    @Mixin private One task = new One();

    @Override
    public Integer call() {
      return task.show(task.path());
    }
  }

  /// `tasks cancel`.
  @Command(
      name = "cancel",
      description = "Stop a task for good; calls in flight end first, finished rows are kept.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private One task = new One();

    @Override
    public Integer call() {
      return task.change("/cancel");
    }
  }

  /// `tasks pause`.
  @Command(name = "pause", description = "Stop a task until it is resumed.")
  static final class Pause implements Callable<Integer> {
    @Mixin private One task = new One();

    @Override
    public Integer call() {
      return task.change("/pause");
    }
  }

  /// `tasks resume`.
  @Command(name = "resume", description = "Let a paused task go on, whatever paused it.")
  static final class Resume implements Callable<Integer> {
    @Mixin private One task = new One();

    @Option(
        names = "--max-cost-usd",
        paramLabel = "X",
        description = "Raise what the task may cost, in US dollars.")
    private @Nullable BigDecimal maxCostUsd;

    @Override
    public Integer call() {
      String cap = maxCostUsd == null ? "" : "?max_cost_usd=" + maxCostUsd.toPlainString();
      return task.change("/resume" + cap);
    }
  }

  /// `tasks retry-failed`.
  @Command(name = "retry-failed", description = "Run a task's failed rows again.")
  static final class RetryFailed implements Callable<Integer> {
    @Mixin private One task = new One();

    @Override
    public Integer call() {
      return task.change("/retry-failed");
    }
  }

  /// `tasks result`.
  @Command(
      name = "result",
      description = "Fetch a task's result: at any time the rows finished so far.")
  static final class Result implements Callable<Integer> {
    @Mixin private RemoteOptions remote = new RemoteOptions();

    @Parameters(paramLabel = "ID", description = "The task's id, as `tasks list` shows it.")
    private String id = "";

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        defaultValue = "-",
        description =
            "Where it goes, complete or not at all; standard output when not given. A name that"
                + " ends in .xlsx makes it a workbook.")
    private String output = "";

    @Option(names = "--jsonl", description = "JSON Lines in place of CSV.")
    private boolean jsonl;

    @Option(
        names = "--meta",
        paramLabel = "full",
        description = "`full` adds tokens, cost, attempts and more to each row.")
    private @Nullable String meta;

    @Option(
        names = "--formulas",
        paramLabel = "raw",
        description = "`raw`: no apostrophe before what a spreadsheet could run.")
    private @Nullable String formulas;

    @Option(
        names = "--output-separator",
        paramLabel = "CHAR",
        description = "The CSV's separator (`tab` for a tab); a comma when not given.")
    private @Nullable String separator;

    @Option(names = "--bom", description = "Begin the CSV with a byte order mark, for Excel.")
    private boolean bom;

    @Override
    public Integer call() throws IOException {
      try (ServerClient server = remote.connect()) {
        if (output.equals("-")) {
          server.download(path(), System.out);
          System.out.flush();
        } else {
          WholeFile.write(Path.of(output), to -> server.download(path(), to));
        }
      }
      return Exit.OK;
    }

    private String path() {
      String form = jsonl ? "jsonl" : ResultKind.of(Path.of(output)).ending();
      return TasksCommand.path(id)
          + "/result."
          + form
          + "?"
          + parameter("meta", meta)
          + (form.equals("csv") ? ofCsv() : "");
    }

    private String ofCsv() {
      return parameter("formulas", formulas)
          + parameter(
              "separator",
              separator == null ? null : String.valueOf(ResultOutput.separator(separator)))
          + parameter("bom", bom ? "true" : null);
    }

    private static String parameter(String name, @Nullable String value) {
      return value == null
          ? ""
          : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
    }
  }
}
