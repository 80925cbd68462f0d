package dev.bulkgpt.app;

import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt validate`: everything that can be known before a call is made.
@Command(
    name = "validate",
    description = {
      "Check a workflow, and an input if one is given: all problems with their places, what was"
          + " guessed about the input, and the prompts of row 1. Calls nothing. What keeps `run` from"
          + " beginning, such as a provider without its key, is an error here too."
    },
    footer = {"", "Exit status: 0 it can run, 2 it cannot."})
final class ValidateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "WORKFLOW.yaml", description = "What to do to each row.")
  private Path workflow = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INPUT.csv",
      description = "The rows, a CSV or a workbook (.xlsx); `-` is standard input.")
  private @Nullable String input;

  @Mixin private ReadingOptions reading = new ReadingOptions();
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Console.out(spec);
    PrintWriter err = Console.err(spec);
    Workflow checked = WorkflowFile.read(workflow, err);
    boolean canRun = holds(checked, err);
    Models.localLimits(checked.models())
        .forEach(it -> out.println(workflow + ": note: " + it + "."));
    if (input != null) {
      try (InputFile file = InputFile.open(input, System.in)) {
        validate(checked, file, out, err);
      }
    }
    if (!canRun) {
      throw CommandFailedException.usage(
          "The workflow " + workflow + " cannot run as things are set up.");
    }
    out.println(workflow + ": valid.");
    return Exit.OK;
  }

  /// Whether a run would begin, as things are set up; says what stands in its way.
  private boolean holds(Workflow checked, PrintWriter err) {
    DataDirectory data = DataDirectory.at(Optional.ofNullable(settings.data), System.getenv());
    data.mustBeUsable();
    new FailureOptions(settings.configuration(data)).read();
    try (Providers providers = settings.providers(data)) {
      List<ModelId> unknown = providers.prices().unknown(checked.models());
      if (!unknown.isEmpty() && checked.maxCost().isEmpty()) {
        err.println(
            "%s: warning: The price of %s is not known: costs will be incomplete. prices.yaml in the data directory may add it."
                .formatted(workflow, Names.list(unknown)));
      }
      List<String> problems = providers.problems(checked);
      problems.forEach(it -> err.println(workflow + ": error: " + it));
      err.flush();
      return problems.isEmpty();
    }
  }

  private void validate(Workflow checked, InputFile file, PrintWriter out, PrintWriter err)
      throws IOException {
    try (TakenIn rows = TakenIn.of(file, reading)) {
      Intake intake = rows.intake();
      WorkflowFile.check(checked, intake.header(), file.name(), err);
      out.println(
          "%s: rows: %,d, columns: %,d, read as %s"
              .formatted(
                  file.name(), intake.rows(), intake.header().size(), intake.source().spoken()));
      intake.notes().forEach(note -> out.println("  note: " + note));
      showPrompts(checked, rows, out);
    }
  }

  private static void showPrompts(Workflow workflow, TakenIn rows, PrintWriter out) {
    InputRow first = rows.rows(Iterator::next);
    out.println("Row 1 gives:");
    workflow
        .resolvedPrompts(rows.intake().header(), first.cells())
        .forEach((place, text) -> out.println("  " + place + ": " + text.replace("\n", "\n    ")));
  }
}
