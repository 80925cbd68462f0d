package dev.bulkgpt.app;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.task.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a result goes and how it is written: a file or standard output.
final class ResultOutput {

  private static final String STANDARD = "-";
  private static final Pattern WORKBOOK_NAME = Pattern.compile("(?i)\\.xls[xm]$");
  private static final Set<String> TEXT_ENDINGS = Set.of(".csv", ".tsv", ".tab", ".txt");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "RESULT.csv",
      description =
          "Where the result goes; `-` is standard output, a name that ends in .xlsx makes it a"
              + " workbook. By default INPUT.result.csv (.xlsx for a workbook), with --limit or"
              + " --sample INPUT.sample.csv; a file there that this run did not write is kept.")
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
          "`raw` writes cells in which a spreadsheet could run something as they are; by default"
              + " they get an apostrophe.")
  private @Nullable String formulas;

  @Option(
      names = "--output-separator",
      paramLabel = "CHAR",
      description =
          "The result's separator (`tab` for a tab); when not given the input's, if that is a"
              + " semicolon or a tab, else a comma.")
  private @Nullable String outputSeparator;

  @Option(
      names = "--bom",
      description =
          "Begin the file with a byte order mark, for Excel; done anyway when the input had one or"
              + " was not UTF-8.")
  private boolean bom;

  @Option(names = "--no-bom", description = "Begin the file without a byte order mark.")
  private boolean noBom;

  @Option(
      names = "--json",
      description =
          "Print one summary object on standard output (on standard error when the result goes"
              + " there).")
  private boolean json;

  boolean json() {
    return json;
  }

  /// Whether the user said where the result goes.
  boolean isNamed() {
    return output != null;
  }

  /// The result's file as far as the input's name tells, or empty for standard output.
  Optional<Path> file(String input, Selection rows) {
    return file(input, rows, WORKBOOK_NAME.matcher(input).find());
  }

  /// The result's file, or empty for standard output.
  ///
  /// @param input the input as it was given
  /// @param rows the ones the result has
  /// @param workbook what the input turned out to be
  Optional<Path> file(String input, Selection rows, boolean workbook) {
    if ((output == null && STANDARD.equals(input)) || STANDARD.equals(output)) {
      return Optional.empty();
    }
    return Optional.of(output == null ? beside(Path.of(input), rows, workbook) : Path.of(output));
  }

  /// Looks before the first call whether the result can be written where it is to go.
  ///
  /// @param file as [#file] has it
  /// @param sources files that must not be overwritten
  /// @throws CommandFailedException when it cannot
  void check(Optional<Path> file, Path... sources) throws IOException {
    options(ResultForm.PLAIN);
    if (file.isEmpty()) {
      return;
    }
    Path path = file.get();
    checkKind(path);
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

  /// Not every kind knows every option, nor do we write every kind.
  private void checkKind(Path path) {
    if (ResultKind.of(path) != ResultKind.WORKBOOK) {
      return;
    }
    String ofCsv = bom ? "--bom" : noBom ? "--no-bom" : formulas != null ? "--formulas" : "";
    if (ofCsv.isEmpty() && outputSeparator != null) {
      ofCsv = "--output-separator";
    }
    if (!ofCsv.isEmpty()) {
      throw CommandFailedException.usage(
          "%s is about a .csv, and the result is the workbook %s: leave it out, or name a .csv with --output."
              .formatted(ofCsv, path));
    }
  }

  boolean fullMeta() {
    return options(ResultForm.PLAIN).fullMeta();
  }

  /// @param form the one that opens where the input came from
  ResultOptions options(ResultForm form) {
    if (bom && noBom) {
      throw CommandFailedException.usage("--bom and --no-bom exclude each other.");
    }
    return new ResultOptions(
        only("--meta", meta, "full"),
        only("--formulas", formulas, "raw"),
        outputSeparator == null ? form.separator() : separator(outputSeparator),
        bom || (form.marked() && !noBom));
  }

  /// What nobody asked for and is not plain CSV, for a person.
  Optional<String> told(ResultForm form) {
    boolean separator = outputSeparator == null && form.separator() != ',';
    boolean mark = form.marked() && !bom && !noBom;
    if (!separator) {
      return mark
          ? Optional.of(
              "The result begins with a byte order mark, so that its letters are read rightly where"
                  + " the input came from; --no-bom leaves it out.")
          : Optional.empty();
    }
    String what = "The result has the input's separator, " + form.spokenSeparator();
    return Optional.of(
        mark
            ? what + ", and a byte order mark; --output-separator and --no-bom change it."
            : what + "; --output-separator changes it.");
  }

  /// @throws CommandFailedException for what cannot be one
  static char separator(String text) {
    String one = text.equals("tab") || text.equals("\\t") ? "\t" : text;
    if (one.length() != 1 || !ResultOptions.canSeparate(one.charAt(0))) {
      throw CommandFailedException.usage(
          "--output-separator takes `tab` or one sign such as `;` or `|`: no letter, digit, blank,"
              + " quote, nor any of # = + - @ and the full stop.");
    }
    return one.charAt(0);
  }

  /// A file of text keeps its ending: programs go by it.
  private static Path beside(Path input, Selection rows, boolean workbook) {
    String name = String.valueOf(input.getFileName());
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    boolean text = TEXT_ENDINGS.contains(ending);
    String stem = text || WORKBOOK_NAME.matcher(name).find() ? name.substring(0, dot) : name;
    String part = rows instanceof Selection.All ? ".result" : ".sample";
    return input.resolveSibling(stem + part + (workbook ? ".xlsx" : text ? ending : ".csv"));
  }

  private static boolean only(String option, @Nullable String value, String valid) {
    if (value != null && !value.equals(valid)) {
      throw CommandFailedException.usage(option + " takes only `" + valid + "`.");
    }
    return value != null;
  }
}
