package dev.bulkgpt.app;

import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.task.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Writes a run's result to where it goes, and tells what is not as a person would expect: a form
/// that is the input's, and a file that lay there and is not the run's.
///
/// @param input as it was given
/// @param rows the ones the result has
record LocalResult(
    ResultOutput output, LocalRun run, String input, Selection rows, PrintWriter err) {

  boolean isStandardOutput() {
    return file().isEmpty();
  }

  /// @return where it went, for a person
  String write(Engine engine) throws IOException {
    ResultForm form = ResultForm.of(run.card().orElseThrow());
    ResultOptions options = output.options(form);
    Optional<Path> file = file();
    if (file.isPresent()) {
      write(engine, file.get(), options);
    } else {
      engine.writeResult(LocalRun.TASK, System.out, options);
      System.out.flush();
    }
    output.told(form).ifPresent(err::println);
    return file.map(Path::toString).orElse("-");
  }

  private void write(Engine engine, Path file, ResultOptions options) throws IOException {
    WholeFile.write(
        file,
        to -> {
          engine.writeResult(LocalRun.TASK, to, options);
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

  private Optional<Path> file() {
    return output.file(input, rows);
  }
}
