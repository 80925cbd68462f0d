package dev.bulkgpt.app;

import dev.bulkgpt.app.api.EstimateJson;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Estimator;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.workflow.Workflow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `bulkgpt estimate`: what a run will likely cost and take.
@Command(
    name = "estimate",
    description = {
      "Tell what a run will likely cost: calls, tokens, US dollars as a range, minutes. Calls"
          + " nothing and spends nothing.",
      "",
      "After `run --sample 20` of the same workflow and input it goes by what those rows really"
          + " cost."
    })
final class EstimateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "WORKFLOW.yaml", description = "What to do to each row.")
  private Path workflow = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "INPUT.csv",
      description = "The rows, a CSV or a workbook (.xlsx); `-` is standard input.")
  private String input = "";

  @Option(names = "--json", description = "Print one object.")
  private boolean json;

  @Mixin private ReadingOptions reading = new ReadingOptions();
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Console.out(spec);
    PrintWriter err = Console.err(spec);
    Workflow checked = WorkflowFile.read(workflow, err);
    DataDirectory data = DataDirectory.at(Optional.ofNullable(settings.data), System.getenv());
    try (Providers providers = settings.providers(data);
        InputFile file = InputFile.open(input, System.in);
        TakenIn rows = TakenIn.of(file, reading)) {
      WorkflowFile.check(checked, rows.intake().header(), file.name(), err);
      RunKey key = new RunKey(checked.canonical(), file.sha256(), providers.baseUrls(checked));
      LocalRun run = new LocalRuns(data, InstantSource.system()).run(key.id());
      Estimate estimate = estimate(checked, providers, rows, run);
      if (json) {
        out.println(JsonMapper.shared().writeValueAsString(EstimateJson.of(estimate)));
      } else {
        new EstimateText(estimate).print(out);
      }
    }
    return Exit.OK;
  }

  private Estimate estimate(Workflow checked, Providers providers, TakenIn rows, LocalRun run)
      throws IOException {
    try (Models models = new Models(Map.of(), providers.prices())) {
      Estimator estimator =
          new Estimator(
              checked,
              rows.intake().header(),
              models.prices(),
              providers.limits(checked),
              models::classifier);
      long count = rows.intake().rows();
      if (run.card().isEmpty()) {
        return rows.rows(all -> estimator.estimate(all, count, Optional.empty()));
      }
      reading.mustAgreeWith(run.card().orElseThrow());
      try (Database database = run.database()) {
        var earlier = new Ledger(database, InstantSource.system()).results(LocalRun.TASK);
        return rows.rows(all -> estimator.estimate(all, count, Optional.of(earlier)));
      }
    }
  }
}
