package dev.bulkgpt.app;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.task.Selection;
import dev.bulkgpt.workbook.ResultSurvey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes a run's result to where it goes, and tells what is not as a person would expect: a form
/// that is the input's, and a file that lay there and is not the run's.
///
/// @param input as it was given
/// @param rows the ones the result has
/// @param ofWorkbook the input is one
record LocalResult(
    ResultOutput output,
    LocalRun run,
    String input,
    Selection rows,
    boolean ofWorkbook,
    PrintWriter err) {

  /// @param place a file or `-`
  /// @param notes what was lost on the way
  record Written(String place, List<String> notes) {}

  boolean isStandardOutput() {
    return file().isEmpty();
  }

  /// Looks before the first call whether the result can go there and will fit.
  ///
  /// @throws CommandFailedException when it cannot
  void check(Engine engine) throws IOException {
    output.check(file()); // What the input is may have changed its name.
    if (isWorkbook()) {
      engine
          .whyNoWorkbook(LocalRun.TASK, rows, output.fullMeta())
          .ifPresent(why -> {
            throw CommandFailedException.usage(file().orElseThrow() + ": " + why);
          });
    }
  }

  Written write(Engine engine) throws IOException {
    return isWorkbook() ? workbook(engine, file().orElseThrow()) : csv(engine);
  }

  private Written workbook(Engine engine, Path file) throws IOException {
    ResultSurvey survey = engine.surveyResult(LocalRun.TASK, output.fullMeta());
    write(file, to -> engine.writeWorkbook(LocalRun.TASK, to, survey));
    return new Written(
        file.toString(), survey.firstCut().map(why -> cut(survey, why)).stream().toList());
  }

  private static String cut(ResultSurvey survey, String first) {
    return survey.cutCells() == 1
        ? "1 cell was cut. " + first
        : "%,d cells were cut. The first: %s".formatted(survey.cutCells(), first);
  }

  private Written csv(Engine engine) throws IOException {
    ResultForm form = ResultForm.of(run.card().orElseThrow());
    ResultOptions options = output.options(form);
    Optional<Path> file = file();
    if (file.isPresent()) {
      write(file.get(), to -> engine.writeResult(LocalRun.TASK, to, options));
    } else {
      engine.writeResult(LocalRun.TASK, System.out, options);
      System.out.flush();
    }
    output.told(form).ifPresent(err::println);
    return new Written(file.map(Path::toString).orElse("-"), List.of());
  }

  private void write(Path file, WholeFile.Writer writer) throws IOException {
    WholeFile.write(
        file,
        to -> {
          writer.write(to);
          if (!output.isNamed() && Files.isRegularFile(file) && !run.results().has(file)) {
            keep(file);
          }
        });
    if (Files.isRegularFile(file)) {
      run.results().add(file);
    }
  }

  /// What lies in the result's place by chance goes aside; a link stays, and what it leads to goes.
  private void keep(Path file) throws IOException {
    Path aside = free(file);
    Files.move(file.toRealPath(), aside);
    err.println(
        "%s was there and is not as this run wrote it: it is kept as %s."
            .formatted(file, aside.getFileName()));
  }

  private static Path free(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    Path aside = file;
    for (int i = 1; Files.exists(aside, java.nio.file.LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(name.substring(0, dot) + "." + i + name.substring(dot));
    }
    return aside;
  }

  private boolean isWorkbook() {
    return file().map(ResultKind::of).orElse(ResultKind.CSV) == ResultKind.WORKBOOK;
  }

  private Optional<Path> file() {
    return output.file(input, rows, ofWorkbook);
  }
}
