package dev.bulkgpt.app;

import dev.bulkgpt.csv.ResultOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a result goes and how it is written: a file, complete or not there, or standard output.
final class ResultOutput {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String STANDARD = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "RESULT.csv",
      description = "Where the result goes; `-` is standard output. INPUT.result.csv by default.")
  private @Nullable String output;

  @Option(
      names = "--meta",
      paramLabel = "full",
      description = "`full` adds tokens, cost, attempts and more to each row.")
  private @Nullable String meta;

  @Option(
      names = "--formulas",
      paramLabel = "raw",
      description =
          "`raw` writes cells that a spreadsheet could take for a formula as they are; by default"
              + " they get an apostrophe.")
  private @Nullable String formulas;

  @Option(names = "--bom", description = "Begin the file with a byte order mark, for Excel.")
  private boolean bom;

  @Option(
      names = "--json",
      description =
          "Print one summary object on standard output (on standard error when the result goes"
              + " there).")
  private boolean json;

  boolean json() {
    return json;
  }

  /// The result's file, or empty for standard output.
  ///
  /// @param input the input as it was given
  Optional<Path> file(String input) {
    if ((output == null && STANDARD.equals(input)) || STANDARD.equals(output)) {
      return Optional.empty();
    }
    return Optional.of(output == null ? beside(Path.of(input)) : Path.of(output));
  }

  ResultOptions options() {
    return new ResultOptions(
        only("--meta", meta, "full"), only("--formulas", formulas, "raw"), bom);
  }

  /// Writes to a temporary name and moves it into place, durably.
  void write(Path file, Writer writer) throws IOException {
    Path target = file.toAbsolutePath();
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out =
          new BufferedOutputStream(
              java.nio.channels.Channels.newOutputStream(channel), BUFFER_BYTES);
      writer.write(out);
      out.flush();
      channel.force(true);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Writes a whole result.
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static Path beside(Path input) {
    String name = String.valueOf(input.getFileName());
    String stem =
        name.toLowerCase(java.util.Locale.ROOT).endsWith(".csv")
            ? name.substring(0, name.length() - 4)
            : name;
    return input.resolveSibling(stem + ".result.csv");
  }

  private static boolean only(String option, @Nullable String value, String valid) {
    if (value != null && !value.equals(valid)) {
      throw CommandFailedException.usage(option + " takes only `" + valid + "`.");
    }
    return value != null;
  }
}
