package dev.bulkgpt.workbook;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// LibreOffice without a window, in a profile of its own.
final class Office {

  /// Comma, quote, UTF-8, from line 1; cells as they are shown.
  private static final String SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true";

  private static final int PATIENCE_MINUTES = 3;

  private final Path work;

  Office(Path work) {
    this.work = work;
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
    if (!there) {
      throw new AssertionError(
          "This test needs LibreOffice Calc, and there is no soffice on the PATH."
              + " Debian: apt-get install libreoffice-calc-nogui.");
    }
  }

  /// What Calc shows of a file's first sheet.
  ///
  /// @param reading options in front of `--convert-to`
  List<List<String>> shows(Path file, String... reading) throws Exception {
    Path shown = Files.createTempDirectory(work, "shown-");
    List<String> command = new ArrayList<>();
    command.add("soffice");
    command.add("-env:UserInstallation=" + work.resolve("profile").toUri());
    command.add("--headless");
    command.addAll(List.of(reading));
    command.addAll(List.of("--convert-to", SHOWN, "--outdir", shown.toString(), file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", work.toString());
    Path said = work.resolve("soffice.txt");
    Process process = builder.redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("soffice does not end: " + Files.readString(said));
      }
    } finally {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.list(shown)) {
      return csv(files.findFirst().orElseThrow(() -> new AssertionError(text(said))));
    }
  }

  /// Like [#shows], of a comma-separated file read as the import dialog proposes it: UTF-8, quoted
  /// fields no different from others, only plain numbers detected.
  ///
  /// @param columns formats in the filter's own spelling, `2/2` for a second column of text
  List<List<String>> showsCsv(Path file, String columns) throws Exception {
    return shows(
        file,
        "--infilter=Text - txt - csv (StarCalc):44,34,76,1,%s,0,false,false".formatted(columns));
  }

  static List<List<String>> csv(Path file) throws IOException {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text(file))) {
      return csv.stream().map(CsvRecord::getFields).toList();
    }
  }

  private static String text(Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
