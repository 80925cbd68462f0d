package dev.bulkgpt.app.api;

import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.Progress;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.workspace.Workspace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The two calls of the public BulkGPT API, to the letter. "Tasks" in its field names are rows.
final class BulkGptController {

  private static final Logger LOG = LoggerFactory.getLogger(BulkGptController.class);
  private static final int MAX_KEY_CHARS = 255;

  private final Services services;
  private final Uploads uploads;
  private final DownloadLinks links;
  private final Peers peers;
  private final long maxUploadBytes;

  BulkGptController(
      Services services, Uploads uploads, DownloadLinks links, Peers peers, long maxUploadBytes) {
    this.services = services;
    this.uploads = uploads;
    this.links = links;
    this.peers = peers;
    this.maxUploadBytes = maxUploadBytes;
  }

  /// `POST /upload-trigger`: the id leaves when the task is durable.
  ServerResponse uploadTrigger(ServerRequest request) throws IOException {
    Workspace workspace = Caller.of(request);
    Optional<String> key = idempotencyKey(request, RefusedException.BAD_UPLOAD);
    UploadJson.Upload upload =
        new UploadJson(uploads).read(Body.of(request.servletRequest(), maxUploadBytes));
    String id =
        uploads.accept(
            upload.rows(),
            new Uploads.Wish(workspace, upload.workflowId(), Selection.ALL, Optional.empty(), key));
    return Json.ok(Map.of("taskId", id));
  }

  /// `POST /status`.
  ServerResponse status(ServerRequest request) throws IOException {
    Workspace workspace = Caller.of(request);
    HttpServletRequest servlet = request.servletRequest();
    String id = taskId(servlet);
    Progress progress =
        services.engine().progress(workspace.id(), id).orElseThrow(BulkGptController::badTask);
    MDC.put("task", id);
    Counts rows = progress.rows();
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("status", word(progress));
    status.put("numOfTasksCompleted", rows.done());
    status.put("numOfTaskSuccess", rows.succeeded() + rows.skipped());
    status.put("totalNumOfTasks", rows.total());
    if (status.containsValue("completed")) {
      status.put("downloadUrl", peers.baseUrl(servlet) + "/download/" + links.token(id));
    }
    return Json.ok(Map.of("status", status));
  }

  static Optional<String> idempotencyKey(ServerRequest request, String error) {
    List<String> values = request.headers().header("Idempotency-Key");
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String key = values.getFirst();
    boolean valid =
        values.size() == 1
            && !key.isEmpty()
            && key.length() <= MAX_KEY_CHARS
            && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!valid) {
      throw RefusedException.field(
          error, "Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
    }
    return Optional.of(key);
  }

  private static String taskId(HttpServletRequest request) throws IOException {
    String[] id = new String[1];
    try {
      StrictJson.object(
          Body.of(request, ServerSettings.SMALL_BYTES),
          (name, value) -> {
            boolean isId = name.equals("taskId");
            if (isId) {
              id[0] = StrictJson.text(value);
            }
            return isId;
          });
    } catch (RefusedJsonException e) {
      LOG.debug("the body of a status call is refused", e);
      throw badTask();
    }
    if (id[0] == null) {
      throw badTask();
    }
    return id[0];
  }

  private static RefusedException badTask() {
    return RefusedException.of(400, RefusedException.BAD_TASK);
  }

  private static String word(Progress progress) {
    return switch (progress.state()) {
      case PREPARING -> "preparing";
      case RUNNING -> "inProgress";
      case FINALIZING -> "finalizing";
      case COMPLETED -> "completed";
      case CANCELED -> "canceled";
      case FAILED -> "error";
      case PAUSED ->
          progress.pause().map(Pause::reason).orElse(Pause.Reason.USER) == Pause.Reason.USER
              ? "inProgress"
              : "error";
    };
  }
}
