package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Rows whose request was refused in words that do not tell whose fault it is. Such a row is held
/// until its neighbours show it. One of them is answered: it was the row's, and the row fails.
/// Several are refused in the same words and none is answered: it is everybody's, the task pauses,
/// and all of them stay open. Nobody is left to show anything: it counts as the row's.
///
/// Refusals come back faster than answers, so nothing is decided while a row that had begun by then
/// may still be answered. Safe for use by many threads.
final class Disputes {

  /// So many rows refused in the same words are everybody's trouble, when nothing was answered yet.
  static final int NEIGHBOURS = 5;

  /// Where rows were answered, so many that chance alone would hardly bring them.
  private static final double CHANCE = 1e-8;

  private static final int MOST_NEIGHBOURS = 200;

  /// So many times the rows under way: when as many are held, the others are waited for no longer.
  /// Fewer than one row in nine would then be answered.
  private static final int PATIENCE = 8;

  /// The task's rows under way here.
  interface UnderWay {
    /// The start of the earliest; the largest long when there is none.
    long earliest();

    int count();

    /// How many have begun so far: the next one's start.
    long begun();
  }

  /// What becomes of a row that is held.
  interface Row {
    void fails();

    void staysOpen();
  }

  private record Held(long start, StepEnd.Disputed dispute, Row row) {}

  /// The rows refused in the same words since the last answer.
  private static final class Group {
    private final List<Held> held = new ArrayList<>();

    /// Failed meanwhile, for nobody else was under way.
    private int given;

    /// Rows that began before are waited for; below 0 until there are enough.
    private long decisive = -1;
  }

  /// What one step met.
  private static final class Step {
    private final LongAdder answers = new LongAdder();
    private final Map<String, Group> groups = new HashMap<>();
    private long disputes;
  }

  private final Consumer<Pause> halt;
  private final UnderWay underWay;
  private final long answersBefore;
  private final Map<String, Step> steps = new ConcurrentHashMap<>();
  private final AtomicInteger held = new AtomicInteger();
  private boolean stopped;
  private boolean unsure;

  /// @param halt pauses the task, and calls [#stop]
  /// @param answersBefore rows that were answered before this process began
  Disputes(Consumer<Pause> halt, UnderWay underWay, long answersBefore) {
    this.halt = halt;
    this.underWay = underWay;
    this.answersBefore = answersBefore;
  }

  /// Holds a row.
  ///
  /// @param start its number in the order of beginning
  void hold(long start, StepEnd.Disputed dispute, Row row) {
    synchronized (this) {
      if (!stopped) {
        Step step = step(dispute.step());
        step.groups
            .computeIfAbsent(dispute.words(), _ -> new Group())
            .held
            .add(new Held(start, dispute, row));
        held.incrementAndGet();
        return;
      }
    }
    row.staysOpen();
  }

  /// A row's step was answered: it is not everybody who is refused.
  void answered(String stepId) {
    Step step = step(stepId);
    step.answers.increment();
    if (held.get() > 0) {
      List<Held> rows;
      synchronized (this) {
        rows = taken(step);
        step.disputes += rows.size();
        step.groups.clear();
      }
      rows.forEach(it -> it.row.fails());
    }
  }

  /// A row was stopped before it came to anything: whoever is last shows nothing.
  synchronized void unsure() {
    unsure = true;
  }

  /// A row has ended, or is held.
  ///
  /// @param last nobody of the task is under way here now
  void ended(boolean last) {
    if (held.get() == 0) {
      return;
    }
    Optional<Pause> pause;
    List<Held> rows = List.of();
    boolean open;
    synchronized (this) {
      open = unsure;
      pause = verdict().or(() -> last && !unsure ? withoutNeighbours() : Optional.empty());
      if (pause.isEmpty() && last) {
        rows = given();
      }
    }
    if (pause.isPresent()) {
      try {
        halt.accept(pause.get());
      } finally {
        stop(); // Also when the database is away: then they run again.
      }
    }
    for (Held it : rows) {
      if (open) {
        it.row.staysOpen();
      } else {
        it.row.fails();
      }
    }
  }

  /// The task stops: nothing was decided.
  void stop() {
    List<Held> rows = new ArrayList<>();
    synchronized (this) {
      stopped = true;
      steps.values().forEach(step -> rows.addAll(taken(step)));
    }
    rows.forEach(it -> it.row.staysOpen());
  }

  private Step step(String id) {
    Step known = steps.get(id);
    return known == null ? steps.computeIfAbsent(id, _ -> new Step()) : known;
  }

  private List<Held> taken(Step step) {
    List<Held> rows = new ArrayList<>();
    for (Group group : step.groups.values()) {
      rows.addAll(group.held);
      group.held.clear();
    }
    held.addAndGet(-rows.size());
    return rows;
  }

  private Optional<Pause> verdict() {
    return steps.values().stream()
        .flatMap(step -> step.groups.values().stream().filter(group -> isEverybodys(step, group)))
        .findFirst()
        .map(group -> pause(group.held.getFirst()));
  }

  private boolean isEverybodys(Step step, Group group) {
    int needed = Math.max(1, needed(step) - group.given);
    if (group.held.size() < needed) {
      return false;
    }
    if (group.decisive < 0) {
      group.decisive = underWay.begun();
    }
    return underWay.earliest() >= group.decisive
        || group.held.size() >= needed + PATIENCE * underWay.count();
  }

  private int needed(Step step) {
    long answers = answers(step);
    if (answers == 0) {
      return NEIGHBOURS;
    }
    // Few answers say little: the share is thought larger than it looks.
    double share = (step.disputes + 2.0) / (answers + step.disputes + 3.0);
    return (int)
        Math.clamp(Math.ceil(Math.log(CHANCE) / Math.log(share)), NEIGHBOURS, MOST_NEIGHBOURS);
  }

  private long answers(Step step) {
    return answersBefore + step.answers.sum();
  }

  /// Where the key or the address is doubted and nobody was ever answered, nobody will be.
  private Optional<Pause> withoutNeighbours() {
    return steps.values().stream()
        .filter(step -> answers(step) == 0)
        .flatMap(step -> step.groups.values().stream())
        .flatMap(group -> group.held.stream())
        .filter(it -> it.dispute.halts())
        .findFirst()
        .map(Disputes::pause);
  }

  private List<Held> given() {
    List<Held> rows = new ArrayList<>();
    for (Step step : steps.values()) {
      step.groups.values().forEach(group -> group.given += group.held.size());
      rows.addAll(taken(step));
    }
    return rows;
  }

  private static Pause pause(Held first) {
    return Pause.of(
        ErrorCode.PROVIDER_ERROR,
        "The provider refuses every row with the same error, so no more are sent. %s Mend the cause, then go on."
            .formatted(first.dispute.message()));
  }
}
