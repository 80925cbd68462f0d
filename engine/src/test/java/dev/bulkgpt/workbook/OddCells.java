package dev.bulkgpt.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// The cells of `workbook/cells.txt`: one a line as a JSON string, then, after a tab, what Calc
/// shows of it in our CSV where that is something else.
record OddCells(List<Cell> cells) {

  static final String FILE = "/workbook/cells.txt";

  /// @param ofCsv what Calc shows when it opens the CSV
  record Cell(String text, String ofCsv) {}

  static OddCells read() {
    return new OddCells(
        lines().stream().filter(line -> line.startsWith("\"")).map(OddCells::cell).toList());
  }

  static List<String> lines() {
    try (InputStream in = Objects.requireNonNull(OddCells.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> texts() {
    return cells.stream().map(Cell::text).toList();
  }

  private static Cell cell(String line) {
    String[] parts = line.split("\t", -1);
    String text = JsonMapper.shared().readValue(parts[0], String.class);
    return new Cell(
        text, parts.length > 1 ? JsonMapper.shared().readValue(parts[1], String.class) : text);
  }
}
