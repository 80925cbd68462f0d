package dev.bulkgpt.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.ResultCsv;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.csv.RowMeta;
import dev.bulkgpt.csv.RowReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// A million rows of about 107 bytes: FastCSV alone in and out, our intake, and intake with the
/// result written from the canonical file. Five rounds in one JVM, the medians shown.
public final class CsvSpeed {

  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final RowMeta META = new RowMeta(1, "succeeded", "", "", "", 1, 0, 0, "0", 0, 0);

  private CsvSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path work = Files.createTempDirectory("bulkgpt-bench-");
    Path input = work.resolve("input.csv");
    Prompts.writeCsv(input, ROWS);
    double[] alone = new double[ROUNDS];
    double[] intake = new double[ROUNDS];
    double[] whole = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      fastCsvAlone(input, work.resolve("alone.csv"));
      alone[round] = seconds(start);
      start = System.nanoTime();
      Intake taken = takeIn(input, work.resolve("canonical.csv"));
      intake[round] = seconds(start);
      write(work.resolve("canonical.csv"), taken, work.resolve("result.csv"));
      whole[round] = seconds(start);
    }
    System.out.printf("%,d rows, %,d bytes%n", ROWS, Files.size(input));
    System.out.printf("FastCSV alone in and out  %.2f s%n", median(alone));
    System.out.printf(
        "intake                    %.2f s  %.2f x%n",
        median(intake), median(intake) / median(alone));
    System.out.printf(
        "intake and result         %.2f s  %.2f x%n", median(whole), median(whole) / median(alone));
  }

  private static void fastCsvAlone(Path input, Path output) throws IOException {
    try (CsvReader<String[]> in = CsvReader.builder().build(StringArrayHandler.of(), input);
        CsvWriter out = CsvWriter.builder().build(output)) {
      for (String[] row : in) {
        out.writeRecord(row);
      }
    }
  }

  private static Intake takeIn(Path input, Path canonical) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(input));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(canonical), 1 << 16)) {
      return CsvIntake.read(in, InputOptions.DEFAULT, out);
    }
  }

  private static void write(Path canonical, Intake taken, Path result) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(canonical));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(result), 1 << 16);
        ResultCsv csv =
            new ResultCsv(out, taken.header(), List.of("answer"), ResultOptions.DEFAULT)) {
      List<String> added = List.of("a short answer");
      Iterator<InputRow> rows = RowReader.rows(in, taken.header().size());
      while (rows.hasNext()) {
        csv.write(rows.next().cells(), added, META);
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
