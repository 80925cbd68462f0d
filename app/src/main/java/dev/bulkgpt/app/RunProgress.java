package dev.bulkgpt.app;

import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Notes;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.task.Counts;
import dev.bulkgpt.task.Task;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a run shows while it goes on: on a terminal a line that is drawn again and again, else a
/// plain line every few seconds.
final class RunProgress {

  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration PLAIN_LINE = Duration.ofSeconds(5);
  private static final int BAR_CHARS = 24;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean terminal;
  private final Models models;
  private final long startedNanos;
  private final long doneAtStart;
  private long shownNanos;
  private int notesShown;

  /// @param models what may have to be waited for
  /// @param doneAtStart rows that had their result before this run began
  RunProgress(PrintWriter err, boolean terminal, Models models, long nowNanos, long doneAtStart) {
    this.err = err;
    this.terminal = terminal;
    this.models = models;
    this.startedNanos = nowNanos;
    this.shownNanos = nowNanos;
    this.doneAtStart = doneAtStart;
  }

  /// Shows the task if it is time to, and what people should know at once.
  void show(Task task, long nowNanos) {
    showNotes();
    Duration since = Duration.ofNanos(nowNanos - shownNanos);
    if (since.compareTo(terminal ? REDRAW : PLAIN_LINE) < 0) {
      return;
    }
    shownNanos = nowNanos;
    String line = line(task, Duration.ofNanos(nowNanos - startedNanos));
    if (terminal) {
      err.print(CLEAR_LINE + bar(task.counts()) + " " + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  private void showNotes() {
    List<Notes.Said> said = models.notes().said();
    for (; notesShown < said.size(); notesShown++) {
      err.println((terminal ? CLEAR_LINE : "") + "note: " + said.get(notesShown).note().sentence());
    }
  }

  /// Leaves a clean line for what comes next.
  void end() {
    showNotes();
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private String line(Task task, Duration elapsed) {
    Counts counts = task.counts();
    double rate = (counts.done() - doneAtStart) / Math.max(0.001, elapsed.toMillis() / 1000.0);
    StringBuilder line = new StringBuilder();
    line.append("%,d/%,d rows".formatted(counts.done(), counts.total()));
    line.append(String.format(Locale.ROOT, " · %,.1f rows/s", rate));
    if (counts.failed() > 0) {
      line.append(" · %,d failed".formatted(counts.failed()));
    }
    Spend spend = task.spend();
    if (spend.calls() > 0) {
      long tokens = spend.usage().inputTokens() + spend.usage().outputTokens();
      line.append(" · %,d tokens · ".formatted(tokens)).append(Cost.of(spend));
    }
    if (rate > 0 && counts.done() < counts.total()) {
      long seconds = (long) Math.ceil((counts.total() - counts.done()) / rate);
      line.append(" · ").append(Times.spoken(Duration.ofSeconds(seconds))).append(" left");
    }
    Waits.of(models.limits(), models.troubles()).ifPresent(wait -> line.append(" · ").append(wait));
    return line.toString();
  }

  private static String bar(Counts counts) {
    int full = (int) (BAR_CHARS * counts.done() / Math.max(1, counts.total()));
    return "█".repeat(full) + "░".repeat(BAR_CHARS - full);
  }
}
