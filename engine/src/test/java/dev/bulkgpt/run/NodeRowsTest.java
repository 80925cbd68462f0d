package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.task.AnswerStore;
import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Ledger;
import dev.bulkgpt.task.Origin;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.task.Task;
import dev.bulkgpt.task.TaskState;
import dev.bulkgpt.task.TaskStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node remembers a task as long as something of it runs there, and no longer.
class NodeRowsTest {

  private static final String WORKFLOW =
      "{\"name\":\"w\",\"steps\":[{\"id\":\"s\",\"transform\":{\"columns\":{\"b\":\"{{a}}\"}}}]}";

  @TempDir Path directory;

  private Database database;
  private LedgerWriter writer;
  private NodeRows node;

  @BeforeEach
  void open() {
    InstantSource time = InstantSource.system();
    database = new Database(DatabaseSettings.sqlite(directory.resolve("test.db")));
    writer = new LedgerWriter(new Ledger(database, time), InputOptions.ROWS_PER_CHUNK, task -> {});
    node =
        new NodeRows(
            new TaskStore(database, time),
            new AnswerStore(database, time),
            Workbench.READER,
            new RowTools(
                new Models(Map.of(), Prices.builtIn()),
                writer,
                RetryPolicy.standard(),
                FailureRules.DEFAULT,
                System::nanoTime));
  }

  @AfterEach
  void close() {
    writer.close();
    database.close();
  }

  @Test
  void chunksOfARunningTaskShareIt() {
    RunningTask first = node.enter(task());
    node.leave(first);
    assertThat(node.enter(task())).isSameAs(first);
  }

  @Test
  void aTaskStoppedWithAChunkUnderWayKeepsItsBudget() {
    RunningTask stopped = node.enter(task());
    node.stop("t");
    RunningTask resumed = node.enter(task());
    assertThat(resumed).isNotSameAs(stopped);
    assertThat(resumed.budget()).isSameAs(stopped.budget());
  }

  @Test
  void aStoppedTaskIsForgottenWithItsLastChunk() {
    RunningTask stopped = node.enter(task());
    node.stop("t");
    node.leave(stopped);
    assertThat(node.enter(task()).budget()).isNotSameAs(stopped.budget());
  }

  @Test
  void aTaskStoppedBetweenTwoChunksIsForgottenAtOnce() {
    RunningTask stopped = node.enter(task());
    node.leave(stopped);
    node.stop("t");
    assertThat(node.enter(task()).budget()).isNotSameAs(stopped.budget());
  }

  private static Task task() {
    return new Task(
        "t",
        Origin.LOCAL,
        WORKFLOW,
        List.of("a"),
        "t.csv",
        1,
        Selection.ALL,
        TaskState.RUNNING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        new Counts(1, 0, 0, 0),
        Spend.NONE,
        new Task.Times(0, Optional.empty(), Optional.empty()));
  }
}
