package dev.bulkgpt.bench;

import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.ResultCsv;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.csv.ResultRows;
import dev.bulkgpt.csv.RowMeta;
import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.workbook.ResultSurvey;
import dev.bulkgpt.workbook.ResultWorkbook;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// A million rows of about 107 bytes, their answer and all we know of them, written as a CSV and as
/// a workbook from the canonical file; once each in one JVM, then its peak of resident memory.
public final class WorkbookSpeed {

  private static final int ROWS = 1_000_000;
  private static final List<String> ADDED = List.of("answer");
  private static final RowMeta META =
      new RowMeta(1, "succeeded", "", "", "", 1, 120, 7, "0.000012345", 250, 0);

  private WorkbookSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path work = Files.createTempDirectory("bulkgpt-bench-");
    Path input = work.resolve("input.csv");
    Prompts.writeCsv(input, ROWS);
    Path canonical = work.resolve("canonical.csv");
    Intake taken;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(input));
        OutputStream out = to(canonical)) {
      taken = CsvIntake.read(in, InputOptions.DEFAULT, out);
    }
    long start = System.nanoTime();
    Path csv = work.resolve("result.csv");
    try (OutputStream out = to(csv)) {
      write(
          canonical,
          new ResultCsv(out, taken.header(), ADDED, new ResultOptions(true, false, ',', false)));
    }
    say("CSV", start, csv);
    start = System.nanoTime();
    ResultSurvey survey = new ResultSurvey(taken.header(), ADDED, true);
    write(canonical, survey);
    say("look before the workbook", start, canonical);
    Path book = work.resolve("result.xlsx");
    start = System.nanoTime();
    try (OutputStream out = to(book)) {
      write(canonical, new ResultWorkbook(out, survey));
    }
    say("workbook", start, book);
    try (var status = Files.lines(Path.of("/proc/self/status"))) {
      status.filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
    }
  }

  private static void write(Path canonical, ResultRows result) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(canonical));
        result) {
      List<String> added = List.of("a short answer");
      Iterator<InputRow> rows = RowReader.rows(in, 2);
      while (rows.hasNext()) {
        result.write(rows.next().cells(), added, META);
      }
    }
  }

  private static OutputStream to(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private static void say(String what, long start, Path file) throws IOException {
    System.out.printf(
        "%-26s %.2f s, %,d bytes%n", what, (System.nanoTime() - start) / 1e9, Files.size(file));
  }
}
