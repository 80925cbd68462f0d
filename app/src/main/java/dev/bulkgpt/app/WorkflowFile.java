package dev.bulkgpt.app;

import dev.bulkgpt.step.BuiltInSteps;
import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.Problem;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Workflows as the command line reads them: all problems are printed, and an error ends the
/// command.
final class WorkflowFile {

  private WorkflowFile() {}

  static WorkflowReader reader() {
    return new WorkflowReader(BuiltInSteps.kinds());
  }

  static Workflow read(Path file, PrintWriter err) {
    WorkflowReader.Reading reading = reader().read(text(file));
    print(reading.problems(), file.toString(), err);
    return reading
        .workflow()
        .orElseThrow(() -> CommandFailedException.usage("The workflow " + file + " cannot run."));
  }

  /// Prints what stands between a workflow and an input, and ends the command if it must.
  static void check(Workflow workflow, List<String> header, String name, PrintWriter err) {
    List<Problem> problems = workflow.check(header);
    print(problems, "workflow for " + name, err); // The lines are the workflow's.
    if (problems.stream().anyMatch(Problem::isError)) {
      throw CommandFailedException.usage("The workflow does not fit the input " + name + ".");
    }
  }

  static void print(List<Problem> problems, String name, PrintWriter err) {
    for (Problem problem : problems) {
      err.println(name + ": " + (problem.isError() ? "error: " : "warning: ") + problem);
    }
    err.flush();
  }

  private static String text(Path file) {
    String shown = Spelling.shown(file.toString());
    Optional<String> why = FileWords.unreadable(file);
    if (why.isEmpty() && file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|xlsx?)")) {
      why =
          Optional.of(
              "%s is named like a table. The workflow comes first, then the rows: `bulkgpt run workflow.yaml rows.csv`."
                  .formatted(shown));
    }
    if (why.isPresent()) {
      throw CommandFailedException.usage(why.get());
    }
    try {
      if (Files.size(file) > WorkflowReader.MAX_DOCUMENT_BYTES) {
        throw CommandFailedException.usage(
            "The workflow %s is larger than %,d bytes."
                .formatted(shown, WorkflowReader.MAX_DOCUMENT_BYTES));
      }
      return Files.readString(file);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw CommandFailedException.usage(
          "The workflow %s is not UTF-8 text; save it as UTF-8.".formatted(shown));
    } catch (IOException e) {
      throw CommandFailedException.usage(FileWords.sentence(e));
    }
  }
}
