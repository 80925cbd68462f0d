package dev.bulkgpt.csv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A file taken in, and its canonical file.
record Taken(Intake intake, String canonical) {

  static Taken in(byte[] bytes, InputOptions options) throws IOException {
    return in(new ByteArrayInputStream(bytes), options);
  }

  static Taken in(InputStream bytes, InputOptions options) throws IOException {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    Intake intake = CsvIntake.read(bytes, options, canonical);
    return new Taken(intake, canonical.toString(StandardCharsets.UTF_8));
  }

  static Taken in(String text) throws IOException {
    return in(text.getBytes(StandardCharsets.UTF_8), InputOptions.DEFAULT);
  }

  Intake.Source.Csv csv() {
    return (Intake.Source.Csv) intake.source();
  }

  private byte[] bytes() {
    return canonical.getBytes(StandardCharsets.UTF_8);
  }

  /// All rows of the canonical file, read in one go.
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    RowReader.rows(new ByteArrayInputStream(bytes()), intake.header().size())
        .forEachRemaining(row -> rows.add(List.of(row.cells())));
    return rows;
  }

  /// The same rows, read chunk by chunk.
  List<InputRow> rowsOfChunks() throws IOException {
    List<InputRow> rows = new ArrayList<>();
    for (ChunkSpan chunk : intake.chunks()) {
      rows.addAll(
          RowReader.read(
              new ByteArrayInputStream(bytes(), (int) chunk.offset(), (int) chunk.bytes()),
              chunk,
              intake.header().size()));
    }
    return rows;
  }
}
