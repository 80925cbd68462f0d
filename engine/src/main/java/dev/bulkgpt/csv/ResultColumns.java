package dev.bulkgpt.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The columns of a result: the input's, the workflow's, then ours. A user's column of the same
/// name wins; ours gets another underscore.
public final class ResultColumns {

  private static final List<String> META = List.of("_status", "_error");
  private static final List<String> FULL_META =
      List.of(
          "_row",
          "_error_code",
          "_error_step",
          "_attempts",
          "_input_tokens",
          "_output_tokens",
          "_cost_usd",
          "_latency_ms",
          "_cached");

  private ResultColumns() {}

  public static List<String> of(List<String> input, List<String> added, boolean fullMeta) {
    List<String> columns = new ArrayList<>(input);
    columns.addAll(added);
    Set<String> taken = new HashSet<>(columns);
    META.forEach(name -> columns.add(free(name, taken)));
    if (fullMeta) {
      FULL_META.forEach(name -> columns.add(free(name, taken)));
    }
    return columns;
  }

  /// Our values of a row, in the order of the columns.
  public static List<String> meta(RowMeta meta, boolean fullMeta) {
    return fullMeta
        ? List.of(
            meta.status(),
            meta.error(),
            Long.toString(meta.row()),
            meta.errorCode(),
            meta.errorStep(),
            Integer.toString(meta.attempts()),
            Long.toString(meta.inputTokens()),
            Long.toString(meta.outputTokens()),
            meta.costUsd(),
            Long.toString(meta.latencyMs()),
            Integer.toString(meta.cached()))
        : List.of(meta.status(), meta.error());
  }

  private static String free(String name, Set<String> taken) {
    return taken.contains(name) ? free("_" + name, taken) : name;
  }
}
