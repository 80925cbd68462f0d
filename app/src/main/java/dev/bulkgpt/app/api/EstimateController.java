package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.run.estimate.Estimate;
import dev.bulkgpt.run.estimate.Estimator;
import dev.bulkgpt.workflow.Workflow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `POST /api/v1/estimate?workflow=…`: the body is the CSV or workbook, or a form with it; nothing
/// of it is kept.
final class EstimateController {

  private final Services services;
  private final Uploads uploads;
  private final long maxBytes;

  EstimateController(Services services, Uploads uploads, long maxBytes) {
    this.services = services;
    this.uploads = uploads;
    this.maxBytes = maxBytes;
  }

  ServerResponse estimate(ServerRequest request) throws IOException {
    String workflow = uploads.wholeId(Caller.of(request), TasksController.workflow(request));
    try (InputStream csv = CsvBody.of(request.servletRequest(), maxBytes)) {
      Uploads.Taken taken = uploads.takeIn(csv, InputParameters.of(request));
      try {
        Workflow fitting = uploads.fitting(Caller.of(request), workflow, taken.intake().header());
        return Json.ok(EstimateJson.of(estimate(fitting, taken)));
      } finally {
        uploads.discard(taken);
      }
    } catch (InputRefusedException e) {
      throw RefusedException.bad(RefusedException.BAD_INPUT, String.valueOf(e.getMessage()));
    }
  }

  private Estimate estimate(Workflow workflow, Uploads.Taken taken) throws IOException {
    Models models = services.models();
    Map<ModelId, Limits> limits = new HashMap<>();
    workflow.models().forEach(model -> models.limits(model).ifPresent(it -> limits.put(model, it)));
    Intake intake = taken.intake();
    Estimator estimator =
        new Estimator(workflow, intake.header(), models.prices(), limits, models::classifier);
    try (InputStream in = new BufferedInputStream(services.blobs().open(taken.blob(), 0))) {
      return estimator.estimate(
          RowReader.rows(in, intake.header().size()), intake.rows(), Optional.empty());
    }
  }
}
