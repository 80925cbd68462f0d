package dev.bulkgpt.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt run`: the main job, in this process.
@Command(
    name = "run",
    description = {
      "Run a workflow over every row of a CSV.",
      "",
      "Typed again, an unfinished run goes on where it was, and a finished one writes its result"
          + " again and calls nothing."
    },
    footer = {
      "",
      "Exit status: 0 all rows succeeded or were skipped, 1 the command failed, 2 wrong usage,"
          + " workflow or CSV, 3 some rows failed, 4 paused, 130 interrupted."
    })
final class RunCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "WORKFLOW.yaml", description = "What to do to each row.")
  private Path workflow = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "INPUT.csv",
      description = "The rows, a CSV or a workbook (.xlsx); `-` is standard input.")
  private String input = "";

  @Mixin private ResultOutput output = new ResultOutput();
  @Mixin private RunOptions rows = new RunOptions();
  @Mixin private ReadingOptions reading = new ReadingOptions();
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalRunner.Request request = new LocalRunner.Request(rows, reading, settings, output);
    return new LocalRunner(request, Console.out(spec), Console.err(spec)).run(workflow, input);
  }
}
