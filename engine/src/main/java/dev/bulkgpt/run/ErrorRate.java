package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult.RowError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Watches how the rows of a task end: when most of those that began one after the other fail by
/// the provider's or the network's fault, the others would too, and the task had better pause.
///
/// Rows are judged in the order they began, for failures may come back faster than answers: a row
/// that is still under way counts as none. Rows that fail by their own fault are not told here.
/// Safe for use by many threads.
final class ErrorRate {

  /// In a row.
  static final int ROWS = 50;

  /// Faults remembered; older ones have been judged.
  private static final int MOST_FAULTS = 1_000;

  private final OptionalDouble most;
  private final NavigableMap<Long, RowError> faults = new TreeMap<>();

  /// @param most the share of faults that is still borne; empty: any
  ErrorRate(OptionalDouble most) {
    this.most = most;
  }

  /// A row failed by no fault of its own.
  ///
  /// @param start its number in the order of beginning, from 0
  /// @param begun how many rows have begun
  /// @return why the task should pause, when it should
  synchronized Optional<Pause> failed(long start, long begun, RowError error) {
    if (most.isEmpty()) {
      return Optional.empty();
    }
    faults.put(start, error);
    if (faults.size() > MOST_FAULTS) {
      faults.pollFirstEntry();
    }
    for (long first : faults.subMap(start - ROWS, false, start, true).keySet()) {
      List<RowError> within = List.copyOf(faults.subMap(first, first + ROWS).values());
      if (within.size() > most.getAsDouble() * ROWS && first + ROWS <= begun) {
        return Optional.of(pause(within));
      }
    }
    return Optional.empty();
  }

  synchronized int remembered() {
    return faults.size();
  }

  private static Pause pause(List<RowError> within) {
    Map<String, Long> causes =
        within.stream().collect(Collectors.groupingBy(RowError::message, Collectors.counting()));
    var cause = causes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    ErrorCode code =
        within.stream()
            .filter(error -> error.message().equals(cause.getKey()))
            .map(RowError::code)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new Pause(
        Pause.Reason.HALT,
        Optional.of(code),
        "%d of %d consecutive rows failed by no fault of theirs, %d of them with: %s (%s). See to it, then go on; failed rows run again when asked for."
            .formatted(within.size(), ROWS, cause.getValue(), cause.getKey(), code.wireName()));
  }
}
