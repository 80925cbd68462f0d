package dev.bulkgpt.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The same questions for everybody: a row of about a hundred bytes.
final class Prompts {

  private static final String ROW =
      "The parcel with number %d arrived late, and the lid of the box was dented. Please advise.";

  private Prompts() {}

  static String text(int row) {
    return "Say in a word what this is about: " + ROW.formatted(row);
  }

  static String body(int row) {
    return "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + text(row)
        + "\"}]}";
  }

  /// The rows as a CSV with the columns `id` and `text`.
  static void writeCsv(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,text\n");
      for (int row = 1; row <= rows; row++) {
        out.write(row + ",\"" + ROW.formatted(row) + "\"\n");
      }
    }
  }

  /// The same question asked of each row.
  static void writeWorkflow(Path file) throws IOException {
    Files.writeString(
        file,
        """
        name: Bench
        steps:
          - id: answer
            prompt:
              model: bench/echo
              user: "Say in a word what this is about: {{text}}"
        """);
  }

  /// No model at all: what the engine itself costs.
  static void writeTransform(Path file) throws IOException {
    Files.writeString(
        file,
        """
        name: Bench without a model
        steps:
          - id: line
            transform:
              columns:
                line: "{{id}}: {{text}}"
        """);
  }
}
