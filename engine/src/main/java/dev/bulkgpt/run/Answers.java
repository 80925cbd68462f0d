package dev.bulkgpt.run;

import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.store.Outage;
import dev.bulkgpt.task.AnswerStore;
import dev.bulkgpt.task.AnswerStore.Place;
import dev.bulkgpt.task.Fingerprint;
import dev.bulkgpt.task.Learned;
import dev.bulkgpt.workflow.CacheScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The questions of one task: each is asked by one row at a time, and once it is answered and
/// committed, by none. Failed questions are not remembered. Safe for use by many threads; waits
/// while the database is away.
final class Answers {

  private final AnswerStore store;
  private final String workspaceId;
  private final Questions questions;
  private final AskedRows rows;
  private final Map<Fingerprint, Open> open = new ConcurrentHashMap<>();

  /// @param workspaceId whose shared answers count
  /// @param rows of the task that are to run
  Answers(AnswerStore store, String workspaceId, Questions questions, long rows) {
    this.store = store;
    this.workspaceId = workspaceId;
    this.questions = questions;
    this.rows = new AskedRows(rows);
  }

  /// Remembers what the task's rows were answered before this process began.
  void load(String taskId) {
    store.forEachAsked(taskId, (row, question) -> rows.add(question, row));
  }

  /// What is known of a question.
  sealed interface Found {

    /// @param cells one per column of the step
    record Known(List<String> cells) implements Found {}

    /// Another row asks it.
    record Pending(CompletableFuture<Optional<List<String>>> answer) implements Found {}

    /// The caller is the one who asks, and closes it.
    record Mine(Open question) implements Found {}
  }

  /// Finds the answer, or who asks for it; when nobody does, the caller does from now on.
  Found find(Place place, CacheScope scope, ModelRequest request) {
    Open mine =
        new Open(questions.inTask(place.stepId(), request), shareable(place, scope, request));
    Open other = open.putIfAbsent(mine.question, mine);
    if (other != null) {
      return new Found.Pending(other.answer);
    }
    boolean looked = false;
    try {
      Optional<List<String>> known =
          Outage.result(() ->
              rows.find(mine.question, row -> store.ofRow(place, row, mine.question))
                  .or(mine::shared));
      looked = true;
      known.ifPresent(mine::end);
      return known.<Found>map(Found.Known::new).orElseGet(() -> new Found.Mine(mine));
    } finally {
      if (!looked) {
        mine.givenUp();
      }
    }
  }

  private Optional<Shareable> shareable(Place place, CacheScope scope, ModelRequest request) {
    return scope instanceof CacheScope.Workspace(var ttl)
        ? Optional.of(new Shareable(questions.inWorkspace(place.stepId(), request), ttl))
        : Optional.empty();
  }

  /// A question whose answer the workspace's other tasks may use for a time.
  private record Shareable(Fingerprint question, Duration ttl) {}

  /// A question under way. Rows with an equal one wait for its end.
  final class Open {
    private final Fingerprint question;
    private final Optional<Shareable> shareable;
    private final CompletableFuture<Optional<List<String>>> answer = new CompletableFuture<>();

    private Open(Fingerprint question, Optional<Shareable> shareable) {
      this.question = question;
      this.shareable = shareable;
    }

    private Optional<List<String>> shared() {
      return shareable.flatMap(it -> store.shared(workspaceId, it.question, it.ttl));
    }

    /// What an answer is to be kept as.
    Learned learned(List<String> cells) {
      return new Learned(
          List.of(question),
          shareable
              .map(it -> List.of(new Learned.Shared(workspaceId, it.question, cells, it.ttl)))
              .orElse(List.of()));
    }

    /// The row's answer is committed.
    void answered(long row, List<String> cells) {
      rows.add(question, row);
      end(cells);
    }

    /// There is none; the next row that wants it asks.
    void givenUp() {
      open.remove(question, this);
      answer.complete(Optional.empty());
    }

    private void end(List<String> cells) {
      open.remove(question, this);
      answer.complete(Optional.of(cells));
    }
  }
}
