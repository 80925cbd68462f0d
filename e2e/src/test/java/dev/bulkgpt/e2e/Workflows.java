package dev.bulkgpt.e2e;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small workflows and inputs.
final class Workflows {

  /// Asks once about each row; the simulator answers `Say <number>`.
  static final String ECHO =
      """
      name: Echo
      steps:
        - id: answer
          prompt:
            model: openai/mock-1
            user: "Say {{number}}"
      """;

  private Workflows() {}

  /// A column `number`, from 1.
  static String numberedRows(int rows) {
    return IntStream.rangeClosed(1, rows)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "number\n", "\n"));
  }
}
