package dev.bulkgpt.app.api;

import dev.bulkgpt.app.api.Endpoint.Takes;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPatternParser;

/// Everything the server answers, in one list.
final class Endpoints {

  private static final PathPatternParser PATHS = new PathPatternParser();

  private Endpoints() {}

  static List<Endpoint> of(Services services, ServerSettings settings, Peers peers) {
    InstantSource time = InstantSource.system();
    ServerSettings.Limits limits = settings.limits();
    Uploads uploads = new Uploads(services, time, limits.rows());
    DownloadLinks links = new DownloadLinks(services.linkSecret(), time);
    var bulkGpt = new BulkGptController(services, uploads, links, peers, limits.uploadBytes());
    var downloads = new DownloadController(services.blobs(), links);
    var tasks = new TasksController(services.engine(), uploads, limits.taskBytes());
    var estimates = new EstimateController(services, uploads, limits.taskBytes());
    return List.of(
        post("/upload-trigger", Takes.json(limits.uploadBytes()), bulkGpt::uploadTrigger),
        post("/status", Takes.json(ServerSettings.SMALL_BYTES), bulkGpt::status),
        new Endpoint(
            HttpMethod.GET,
            PATHS.parse("/download/{token}"),
            true,
            Takes.NOTHING,
            downloads::download),
        post("/api/v1/tasks", Takes.csv(limits.taskBytes()), tasks::create),
        get("/api/v1/tasks", tasks::list),
        get("/api/v1/tasks/{id}", tasks::show),
        post("/api/v1/tasks/{id}/cancel", Takes.NOTHING, tasks::cancel),
        post("/api/v1/tasks/{id}/pause", Takes.NOTHING, tasks::pause),
        post("/api/v1/tasks/{id}/resume", Takes.NOTHING, tasks::resume),
        post("/api/v1/tasks/{id}/retry-failed", Takes.NOTHING, tasks::retryFailed),
        get("/api/v1/tasks/{id}/result.csv", tasks::csv),
        get("/api/v1/tasks/{id}/result.jsonl", tasks::jsonl),
        get("/api/v1/tasks/{id}/result.xlsx", tasks::workbook),
        post("/api/v1/estimate", Takes.csv(limits.taskBytes()), estimates::estimate));
  }

  private static Endpoint get(String path, HandlerFunction<ServerResponse> handler) {
    return new Endpoint(HttpMethod.GET, PATHS.parse(path), false, Takes.NOTHING, handler);
  }

  private static Endpoint post(String path, Takes takes, HandlerFunction<ServerResponse> handler) {
    return new Endpoint(HttpMethod.POST, PATHS.parse(path), false, takes, handler);
  }
}
