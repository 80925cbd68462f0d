package dev.bulkgpt.app;

import dev.bulkgpt.csv.ResultOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a result goes and how it is written: a file or standard output.
final class ResultOutput {

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

  /// Looks before the first call whether the result can be written where it is to go.
  ///
  /// @param input the input as it was given
  /// @param sources files that must not be overwritten
  /// @throws CommandFailedException when it cannot
  void check(String input, Path... sources) throws IOException {
    Optional<Path> file = file(input);
    if (file.isEmpty()) {
      return;
    }
    Path path = file.get();
    Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    if (Files.isDirectory(path)) {
      throw CommandFailedException.usage(path + " is a folder: --output names a file.");
    }
    if (!Files.isDirectory(folder)) {
      throw CommandFailedException.usage("There is no folder " + folder + " for the result.");
    }
    if (!Files.isWritable(Files.exists(path) && !Files.isRegularFile(path) ? path : folder)) {
      throw CommandFailedException.usage(
          "The result cannot be written to " + folder + ": name another place with --output.");
    }
    for (Path source : sources) {
      if (Files.exists(path) && Files.exists(source) && Files.isSameFile(path, source)) {
        throw CommandFailedException.usage(
            "The result would overwrite " + source + ": name another file with --output.");
      }
    }
  }

  ResultOptions options() {
    return new ResultOptions(
        only("--meta", meta, "full"), only("--formulas", formulas, "raw"), bom);
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
