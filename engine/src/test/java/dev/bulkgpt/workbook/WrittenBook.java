package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.RowMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/// A workbook as we write it, and what another reader sees in it.
final class WrittenBook {

  static final RowMeta SUCCEEDED =
      new RowMeta(1, "succeeded", "", "", "", 1, 120, 7, "0.000012345", 250, 0);

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final byte[] bytes;

  private WrittenBook(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @param rows each with a cell for each column
  static WrittenBook of(List<String> columns, List<List<String>> rows, boolean fullMeta)
      throws IOException {
    ResultSurvey survey = new ResultSurvey(columns, List.of(), fullMeta);
    for (List<String> row : rows) {
      survey.write(row.toArray(String[]::new), List.of(), SUCCEEDED);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ResultWorkbook book = new ResultWorkbook(out, survey)) {
      for (List<String> row : rows) {
        book.write(row.toArray(String[]::new), List.of(), SUCCEEDED);
      }
    }
    return new WrittenBook(out.toByteArray());
  }

  /// A column `cell` and nothing else of ours looked at.
  static WrittenBook ofColumn(List<String> cells) throws IOException {
    return of(List.of("cell"), cells.stream().map(List::of).toList(), false);
  }

  /// The header first; numbers as the file spells them.
  List<List<String>> rows() throws IOException {
    return cells(WrittenBook::text);
  }

  List<List<CellType>> types() throws IOException {
    return cells(cell -> cell == null ? CellType.EMPTY : cell.getType());
  }

  List<String> column(int at) throws IOException {
    return rows().stream().skip(1).map(row -> row.get(at)).toList();
  }

  private interface Look<T> {
    T at(@org.jspecify.annotations.Nullable Cell cell);
  }

  private <T> List<List<T>> cells(Look<T> look) throws IOException {
    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
        Stream<Row> rows = book.getFirstSheet().openStream()) {
      List<List<T>> all = new ArrayList<>();
      rows.forEach(row -> {
        List<T> cells = new ArrayList<>();
        for (int at = 0; at < row.getCellCount(); at++) {
          cells.add(look.at(row.getOptionalCell(at).orElse(null)));
        }
        all.add(cells);
      });
      return all;
    }
  }

  private static String text(@org.jspecify.annotations.Nullable Cell cell) {
    String raw = cell == null ? "" : Objects.requireNonNullElse(cell.getRawValue(), "");
    return cell != null && cell.getType() == CellType.STRING ? unescape(raw) : raw;
  }

  /// ECMA-376, part 1, 22.9.2.19.
  static String unescape(String text) {
    return ESCAPE.matcher(text).replaceAll(WrittenBook::character);
  }

  private static String character(MatchResult escape) {
    String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
    return java.util.regex.Matcher.quoteReplacement(character);
  }

  byte[] bytes() {
    return bytes;
  }

  /// An entry of the package, found as programs find it: by the directory at its end.
  String part(String name) throws IOException {
    Path file = Files.createTempFile("bulkgpt-", ".xlsx");
    try {
      Files.write(file, bytes);
      try (ZipFile zip = new ZipFile(file.toFile());
          InputStream in = zip.getInputStream(zip.getEntry(name))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } finally {
      Files.delete(file);
    }
  }
}
