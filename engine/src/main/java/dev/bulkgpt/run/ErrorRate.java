package dev.bulkgpt.run;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.task.Pause;
import dev.bulkgpt.task.RowResult.RowError;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Watches the last rows of a task: when most of them fail by the provider's or the network's
/// fault, the others would too, and the task had better pause. Rows that fail by their own fault,
/// such as a refusal, do not count. Safe for use by many threads.
final class ErrorRate {

  static final int LAST_ROWS = 50;

  private static final Set<ErrorCode> NOT_THE_ROWS_FAULT =
      EnumSet.of(
          ErrorCode.PROVIDER_ERROR, ErrorCode.TIMEOUT, ErrorCode.HTTP_ERROR, ErrorCode.INTERNAL);

  private final OptionalDouble most;
  private final Deque<Optional<RowError>> last = new ArrayDeque<>(LAST_ROWS);
  private int faults;

  /// @param most the share of faults that is still borne; empty: any
  ErrorRate(OptionalDouble most) {
    this.most = most;
  }

  /// A row has its result.
  ///
  /// @return why the task should pause, when it should
  synchronized Optional<Pause> finished(Optional<RowError> error) {
    Optional<RowError> fault = error.filter(it -> NOT_THE_ROWS_FAULT.contains(it.code()));
    if (last.size() == LAST_ROWS) {
      faults -= last.removeFirst().isPresent() ? 1 : 0;
    }
    last.addLast(fault);
    faults += fault.isPresent() ? 1 : 0;
    return last.size() == LAST_ROWS && faults > most.orElse(1) * LAST_ROWS
        ? Optional.of(pause())
        : Optional.empty();
  }

  private Pause pause() {
    Map<String, Long> causes =
        last.stream()
            .flatMap(Optional::stream)
            .collect(Collectors.groupingBy(RowError::message, Collectors.counting()));
    var cause = causes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    ErrorCode code =
        last.stream()
            .flatMap(Optional::stream)
            .filter(error -> error.message().equals(cause.getKey()))
            .map(RowError::code)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new Pause(
        Pause.Reason.HALT,
        Optional.of(code),
        "%d of the last %d rows failed by no fault of theirs, %d of them so: %s (%s). See to it, then go on; failed rows run again when asked for."
            .formatted(faults, LAST_ROWS, cause.getValue(), cause.getKey(), code.wireName()));
  }
}
