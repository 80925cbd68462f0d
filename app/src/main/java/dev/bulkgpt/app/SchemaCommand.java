package dev.bulkgpt.app;

import dev.bulkgpt.step.BuiltInSteps;
import dev.bulkgpt.workflow.WorkflowSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `bulkgpt schema`: for editors that check and complete workflows while they are written.
@Command(name = "schema", description = "Print the JSON Schema of workflows, for editors.")
final class SchemaCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Console.out(spec);
    out.print(WorkflowSchema.text(BuiltInSteps.kinds()));
    out.flush();
    return Exit.OK;
  }
}
