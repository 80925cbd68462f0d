package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputEncoding;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.task.Accepted;
import dev.bulkgpt.task.IdempotencyKey;
import dev.bulkgpt.task.NewTask;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.workbook.FileIntake;
import dev.bulkgpt.workflow.Problem;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workspace.WorkflowStore;
import dev.bulkgpt.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// From the bytes of a CSV or a workbook to a durable task. What a refused upload has written is
/// gone when its refusal is told.
final class Uploads {

  private final Services services;
  private final InstantSource time;
  private final long maxRows;
  private final TaskIds ids = new TaskIds();

  /// @param maxRows of one upload
  Uploads(Services services, InstantSource time, long maxRows) {
    this.services = services;
    this.time = time;
    this.maxRows = maxRows;
  }

  /// What a client asks for beside the rows.
  ///
  /// @param workflowId the whole id
  /// @param cap on what it may cost, beside the workflow's own
  /// @param idempotencyKey as sent
  record Wish(
      Workspace workspace,
      String workflowId,
      Selection selection,
      Optional<Money> cap,
      Optional<String> idempotencyKey) {}

  /// An upload whose rows are in.
  ///
  /// @param sha256 of the bytes as they came, hex
  /// @param asked how they were to be read, as one text; empty: as the bytes tell
  record Taken(String taskId, String blob, Intake intake, String sha256, String asked) {}

  /// The whole id of a workflow.
  ///
  /// @param text that, or its 32 hex digits
  /// @throws RefusedException when there is no such workflow
  String wholeId(Workspace workspace, String text) {
    return services.workflows().findByAny(workspace, text).orElseThrow(Uploads::unknown).id();
  }

  /// Takes the rows of a CSV in.
  ///
  /// @throws InputRefusedException when it is no CSV we can read
  Taken takeInCsv(InputStream csv) throws IOException {
    return takeIn(
        csv,
        "",
        (in, canonical) -> CsvIntake.read(in, InputOptions.DEFAULT.atMostRows(maxRows), canonical));
  }

  /// Takes the rows of a CSV or a workbook in.
  ///
  /// @throws InputRefusedException when it is none that we can read
  Taken takeIn(InputStream file, InputOptions options) throws IOException {
    return takeIn(
        file,
        asked(options),
        (in, canonical) -> FileIntake.read(in, "", options.atMostRows(maxRows), canonical));
  }

  private interface Reading {
    Intake read(InputStream in, OutputStream canonical) throws IOException;
  }

  private Taken takeIn(InputStream file, String asked, Reading reading) throws IOException {
    String taskId = ids.next(time.instant());
    String blob = taskId + ".csv";
    DigestInputStream counted = new DigestInputStream(file, sha256());
    try (Blobs.Writing canonical = services.blobs().create(blob)) {
      Intake intake = reading.read(counted, canonical);
      canonical.commit();
      String hash = HexFormat.of().formatHex(counted.getMessageDigest().digest());
      return new Taken(taskId, blob, intake, hash, asked);
    }
  }

  /// Equal texts for equal ways to read.
  private static String asked(InputOptions options) {
    return options.equals(InputOptions.DEFAULT)
        ? ""
        : String.join(
            "\0",
            options.encoding().map(InputEncoding::name).orElse(""),
            options.separator().map(String::valueOf).orElse(""),
            options.quotes().map(Enum::name).orElse(""),
            String.valueOf(options.skipLines()),
            options.sheet().orElse(""));
  }

  /// Makes the task, durable on return; or gives the one that the same request made before.
  ///
  /// @return its id
  /// @throws RefusedException when the workflow and the rows do not fit
  String accept(Taken taken, Wish wish) throws IOException {
    boolean keep = true;
    try {
      Accepted accepted = submit(taken, wish);
      keep = accepted instanceof Accepted.Created;
      return switch (accepted) {
        case Accepted.Created(String id) -> id;
        case Accepted.Known(String id) -> id;
        case Accepted.KeyTaken() ->
            throw RefusedException.of(409, "Idempotency-Key was used with another request.");
      };
    } catch (RefusedException e) {
      keep = false;
      throw e;
    } finally {
      // After an outage the task may be there or not: its rows stay until that is known.
      if (!keep) {
        services.blobs().delete(taken.blob());
      }
    }
  }

  /// For rows whose request turned out bad.
  void discard(Taken taken) throws IOException {
    services.blobs().delete(taken.blob());
  }

  private Accepted submit(Taken taken, Wish wish) {
    WorkflowStore.Kept kept = kept(wish.workspace(), wish.workflowId());
    Workflow workflow = fitting(kept, taken.intake().header());
    if (wish.cap().isPresent()) {
      mustBePriced(workflow, RefusedException.BAD_UPLOAD);
    }
    NewTask task =
        new NewTask(
            taken.taskId(),
            new Origin(wish.workspace().id(), kept.id()),
            workflow.canonical(),
            taken.intake().header(),
            taken.blob(),
            taken.intake().rows(),
            taken.intake().chunks(),
            wish.selection(),
            Money.lower(workflow.maxCost(), wish.cap()));
    Engine engine = services.engine();
    if (wish.idempotencyKey().isPresent()) {
      return engine.submit(task, key(taken, wish, kept.id()));
    }
    engine.submit(task);
    return new Accepted.Created(task.id());
  }

  /// A cap can only be kept where every price is known.
  private void mustBePriced(Workflow workflow, String error) {
    services
        .models()
        .prices()
        .whyNoCap(workflow.models())
        .ifPresent(why -> {
          throw RefusedException.bad(error, why);
        });
  }

  /// Likewise, for a task that is there.
  void mustBePriced(Task task, String error) {
    services
        .reader()
        .read(task.workflow())
        .workflow()
        .ifPresent(workflow -> mustBePriced(workflow, error));
  }

  /// A workspace's workflow, which can run over rows with this header.
  ///
  /// @throws RefusedException when there is none, or it cannot
  Workflow fitting(Workspace workspace, String workflowId, List<String> header) {
    return fitting(kept(workspace, workflowId), header);
  }

  private WorkflowStore.Kept kept(Workspace workspace, String workflowId) {
    return services.workflows().find(workspace, workflowId).orElseThrow(Uploads::unknown);
  }

  private static RefusedException unknown() {
    return RefusedException.field(
        RefusedException.BAD_UPLOAD, "workflow", "There is no such workflow.");
  }

  private Workflow fitting(WorkflowStore.Kept kept, List<String> header) {
    Workflow workflow =
        services
            .reader()
            .read(kept.document())
            .workflow()
            .orElseThrow(() ->
                RefusedException.bad(
                    RefusedException.BAD_UPLOAD, "The workflow is no longer valid."));
    String problems =
        workflow.check(header).stream()
            .filter(Problem::isError)
            .map(Problem::toString)
            .collect(Collectors.joining(" "));
    if (!problems.isEmpty()) {
      throw RefusedException.bad(RefusedException.BAD_UPLOAD, problems);
    }
    services
        .unusable()
        .apply(workflow)
        .ifPresent(why -> {
          throw RefusedException.bad(RefusedException.BAD_UPLOAD, why);
        });
    return workflow;
  }

  private static IdempotencyKey key(Taken taken, Wish wish, String workflowId) {
    MessageDigest all = sha256();
    String cap = wish.cap().map(Money::plain).orElse("");
    for (String part : List.of(workflowId, wish.selection().text(), cap, taken.sha256())) {
      all.update(part.getBytes(StandardCharsets.UTF_8));
      all.update((byte) 0);
    }
    all.update(taken.asked().getBytes(StandardCharsets.UTF_8));
    return new IdempotencyKey(
        wish.workspace().id(),
        wish.idempotencyKey().orElseThrow(),
        HexFormat.of().formatHex(all.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
