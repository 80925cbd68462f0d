package dev.bulkgpt.app;

import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt runs`: the local runs kept in the data directory.
@Command(
    name = "runs",
    description = "The local runs kept in the data directory.",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.DeleteRun.class})
final class RunsCommand {

  private static LocalRuns runs(@Nullable Path data) {
    Configuration.of(System.getenv());
    return new LocalRuns(
        DataDirectory.open(Optional.ofNullable(data), System.getenv()), InstantSource.system());
  }

  /// `runs list`.
  @Command(name = "list", description = "List the runs, the latest first.")
  static final class ListRuns implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = Console.out(spec);
      List<LocalRuns.Listed> listed = runs(data).list();
      if (listed.isEmpty()) {
        Console.err(spec).println("No runs yet.");
      }
      for (LocalRuns.Listed it : listed) {
        out.println(line(it));
      }
      return Exit.OK;
    }

    private static String line(LocalRuns.Listed it) {
      return "%s  %-10s  %s  %s  %s"
          .formatted(
              it.run().id().substring(0, 12),
              it.task().map(task -> task.state().name().toLowerCase(Locale.ROOT)).orElse("broken"),
              it.task().map(Task::counts).map(ListRuns::counts).orElse("-"),
              it.card().map(LocalRun.Card::workflow).orElse("-"),
              it.card().map(LocalRun.Card::input).orElse("-"));
    }

    private static String counts(Counts counts) {
      return counts.done() + "/" + counts.total() + " rows, " + counts.failed() + " failed";
    }
  }

  /// `runs delete`.
  @Command(name = "delete", description = "Forget a run: its ledger and its copy of the input.")
  static final class DeleteRun implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The run's id, or how it begins.")
    private String id = "";

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
      List<LocalRun> found = runs(data).startingWith(id);
      if (found.size() != 1) {
        throw new CommandFailedException(
            Exit.FAILED,
            found.isEmpty()
                ? "No run's id begins with " + id + "; `bulkgpt runs list` shows them."
                : found.size() + " runs' ids begin with " + id + "; give more of it.");
      }
      LocalRun run = found.getFirst();
      try (RunLock _ = run.lock()) {
        run.delete();
      }
      return Exit.OK;
    }
  }
}
