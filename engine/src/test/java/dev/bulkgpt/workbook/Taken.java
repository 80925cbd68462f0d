package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file taken in: its header, then its rows.
record Taken(Intake intake, List<List<String>> rows) {

  static Taken in(byte[] bytes, String name, InputOptions options) throws IOException {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    Intake intake = FileIntake.read(new ByteArrayInputStream(bytes), name, options, canonical);
    return of(intake, canonical);
  }

  static Taken in(Book book) throws IOException {
    return in(book.bytes(), "book.xlsx", InputOptions.DEFAULT);
  }

  /// With limits of its own.
  static Taken in(Path file, WorkbookLimits limits) throws IOException {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    return of(WorkbookIntake.read(file, InputOptions.DEFAULT, limits, canonical), canonical);
  }

  static Taken in(Book book, Path folder, WorkbookLimits limits) throws IOException {
    return in(Files.write(folder.resolve("book.xlsx"), book.bytes()), limits);
  }

  private static Taken of(Intake intake, ByteArrayOutputStream canonical) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(intake.header());
    InputStream written = new ByteArrayInputStream(canonical.toByteArray());
    RowReader.rows(written, intake.header().size())
        .forEachRemaining(row -> rows.add(List.of(row.cells())));
    return new Taken(intake, rows);
  }
}
