package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.workbook.ResultSurvey;
import dev.bulkgpt.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.MDC;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Tasks in the native API: made from a raw file, looked at, stopped, let go on, read at any time.
final class TasksController {

  private static final String BAD = "Invalid request.";
  private static final int MOST_LISTED = 200;
  private static final int USUALLY_LISTED = 50;

  private final Engine engine;
  private final Uploads uploads;
  private final long maxTaskBytes;

  TasksController(Engine engine, Uploads uploads, long maxTaskBytes) {
    this.engine = engine;
    this.uploads = uploads;
    this.maxTaskBytes = maxTaskBytes;
  }

  /// `POST /api/v1/tasks?workflow=…`: the body is the CSV or workbook, or a form with it.
  ServerResponse create(ServerRequest request) throws IOException {
    Workspace workspace = Caller.of(request);
    String workflow = workflow(request);
    Uploads.Wish wish =
        new Uploads.Wish(
            workspace,
            uploads.wholeId(workspace, workflow),
            selection(request),
            cap(request),
            BulkGptController.idempotencyKey(request, BAD));
    String id;
    try (InputStream csv = CsvBody.of(request.servletRequest(), maxTaskBytes)) {
      id = uploads.accept(uploads.takeIn(csv, InputParameters.of(request)), wish);
    } catch (InputRefusedException e) {
      throw RefusedException.bad(RefusedException.BAD_INPUT, String.valueOf(e.getMessage()));
    }
    return Json.with(
        201, TaskJson.of(own(workspace, id), engine), Map.of("Location", "/api/v1/tasks/" + id));
  }

  /// `GET /api/v1/tasks`: the latest first.
  ServerResponse list(ServerRequest request) {
    Workspace workspace = Caller.of(request);
    long limit = number(request, "limit", MOST_LISTED).orElse((long) USUALLY_LISTED);
    Optional<Task> after =
        request
            .param("cursor")
            .map(id ->
                engine
                    .find(workspace.id(), id)
                    .orElseThrow(() -> bad("cursor", "The cursor is one that a list gave.")));
    List<Task> found = engine.list(workspace.id(), after, (int) limit + 1);
    boolean more = found.size() > limit;
    List<Task> page = more ? found.subList(0, (int) limit) : found;
    return Json.ok(TaskJson.page(page, more));
  }

  /// `GET /api/v1/tasks/{id}`.
  ServerResponse show(ServerRequest request) {
    return Json.ok(TaskJson.of(own(request), engine));
  }

  /// `POST …/cancel`.
  ServerResponse cancel(ServerRequest request) {
    return change(request, task -> engine.cancel(task.id()));
  }

  /// `POST …/pause`.
  ServerResponse pause(ServerRequest request) {
    return change(request, task -> engine.pause(task.id()));
  }

  /// `POST …/resume`; `max_cost_usd` sets another spending cap first.
  ServerResponse resume(ServerRequest request) {
    Optional<Money> cap = cap(request);
    return change(
        request,
        task -> {
          boolean capped = cap.isPresent() && !task.state().isOver() && setCap(task, cap);
          boolean paused = task.state() == TaskState.PAUSED;
          if (paused) {
            engine.open(task.id(), task.selection(), false);
          }
          return paused || capped;
        });
  }

  private boolean setCap(Task task, Optional<Money> cap) {
    if (cap.equals(task.maxCost())) {
      return false;
    }
    uploads.mustBePriced(task, BAD);
    engine.cap(task.id(), cap);
    return true;
  }

  /// `POST …/retry-failed`.
  ServerResponse retryFailed(ServerRequest request) {
    return change(
        request,
        task -> {
          boolean any = task.counts().failed() > 0 && !task.state().isOver();
          if (any) {
            engine.open(task.id(), task.selection(), true);
          }
          return any;
        });
  }

  /// `GET …/result.csv`: the rows finished so far.
  ServerResponse csv(ServerRequest request) {
    Task task = own(request);
    ResultOptions options = ResultParameters.of(request);
    return stream("text/csv; charset=utf-8", out -> engine.writeResult(task.id(), out, options));
  }

  /// `GET …/result.jsonl`.
  ServerResponse jsonl(ServerRequest request) {
    Task task = own(request);
    boolean full = ResultParameters.fullMeta(request);
    return stream("application/jsonl", out -> engine.writeResultJsonl(task.id(), out, full));
  }

  /// `GET …/result.xlsx`; what a workbook cannot hold is known before its first byte.
  ServerResponse workbook(ServerRequest request) throws IOException {
    Task task = own(request);
    boolean full = ResultParameters.fullMeta(request);
    Optional<String> tooLarge = engine.whyNoWorkbook(task.id(), task.selection(), full);
    if (tooLarge.isPresent()) {
      throw tooLarge(tooLarge.get());
    }
    ResultSurvey survey = engine.surveyResult(task.id(), full);
    if (survey.firstCut().isPresent()) {
      throw tooLarge(survey.firstCut().get());
    }
    return stream(
        ServerResponse.ok().header("Content-Disposition", "attachment"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        out -> engine.writeWorkbook(task.id(), out, survey));
  }

  private static RefusedException tooLarge(String why) {
    return new RefusedException(
        409, "Too large for a workbook.", Optional.of(why + " Take result.csv."), Map.of());
  }

  private ServerResponse change(ServerRequest request, Predicate<Task> change) {
    Task task = own(request);
    boolean changed = change.test(task);
    return Json.ok(Map.of("changed", changed, "task", TaskJson.of(own(request), engine)));
  }

  private Task own(ServerRequest request) {
    Task task = own(Caller.of(request), request.pathVariable("id"));
    MDC.put("task", task.id());
    return task;
  }

  private Task own(Workspace workspace, String id) {
    return engine.find(workspace.id(), id).orElseThrow(RefusedException::notFound);
  }

  private interface Streaming {
    void write(OutputStream out) throws IOException;
  }

  private static ServerResponse stream(String type, Streaming streaming) {
    return stream(ServerResponse.ok(), type, streaming);
  }

  private static ServerResponse stream(
      ServerResponse.BodyBuilder answer, String type, Streaming streaming) {
    return answer
        .header("Content-Type", type)
        .header("Cache-Control", "no-store")
        .build((request, response) -> {
          if (!request.getMethod().equals("HEAD")) {
            streaming.write(response.getOutputStream());
          }
          return null;
        });
  }

  static String workflow(ServerRequest request) {
    return request
        .param("workflow")
        .orElseThrow(() -> bad("workflow", "The parameter `workflow` names the workflow."));
  }

  private static Selection selection(ServerRequest request) {
    Optional<Long> first = number(request, "limit", Long.MAX_VALUE);
    Optional<Long> spread = number(request, "sample", Long.MAX_VALUE);
    if (first.isPresent() && spread.isPresent()) {
      throw bad("sample", "The parameters `limit` and `sample` exclude each other.");
    }
    return first
        .<Selection>map(Selection.First::new)
        .or(() -> spread.map(Selection.Spread::new))
        .orElse(Selection.ALL);
  }

  private static Optional<Money> cap(ServerRequest request) {
    Optional<String> usd = request.param("max_cost_usd");
    Optional<Money> cap = usd.flatMap(Money::cap);
    if (usd.isPresent() && cap.isEmpty()) {
      throw RefusedException.bad(
          BAD,
          "The parameter `max_cost_usd` is US dollars above 0 with up to 9 decimals, such as 2.50.");
    }
    return cap;
  }

  static Optional<Long> number(ServerRequest request, String name, long most) {
    return request
        .param(name)
        .map(text -> {
          try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
              return number;
            }
          } catch (NumberFormatException e) {
            throw notANumber(name);
          }
          throw notANumber(name);
        });
  }

  static RefusedException bad(String parameter, String detail) {
    return RefusedException.field(BAD, parameter, detail);
  }

  private static RefusedException notANumber(String name) {
    return bad(name, "The parameter `" + name + "` is a whole number from 1.");
  }

  static boolean only(ServerRequest request, String name, String valid) {
    Optional<String> value = request.param(name);
    if (value.isPresent() && !value.get().equals(valid)) {
      throw bad(name, "The parameter `" + name + "` can only be `" + valid + "`.");
    }
    return value.isPresent();
  }
}
