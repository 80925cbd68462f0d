package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// One case of `workbook/sheets.txt`: what stands in a workbook, and what becomes of it.
///
/// The file is made of blocks. `=== name` opens one. `rows:` is what stands in `sheetData`, several
/// lines one after another, `before:` and `after:` what stands around it; `head:` is a text each
/// for a first row, JSON. `texts:` are the shared ones; `format:` is the number format of style 1,
/// a second of style 2; `sheet:` is a name, ` | ` and a state (`$NAME` in the rows is the name).
/// `book:` says `strict`, `1904` or `compute`. `part NAME: …` replaces a part. Read with `skip:`
/// and `named:`. Then either `refused:` with a part of the sentence, or a `row:` each as a JSON
/// array, the header first, and all the `note:`s that are told.
record SheetCase(String name, List<String> lines) {

  static List<SheetCase> all() {
    List<SheetCase> all = new ArrayList<>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("=== ")) {
        all.add(new SheetCase(line.substring(4), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        all.getLast().lines().add(line);
      }
    }
    return all;
  }

  Book book() {
    String options = value("book").orElse("");
    Book book = new Book(options.contains("strict"));
    if (options.contains("1904")) {
      book.from1904();
    }
    if (options.contains("compute")) {
      book.toBeComputed();
    }
    String rows = value("head").map(SheetCase::header).orElse("") + String.join("", values("rows"));
    String xml = Book.sheetXml(value("before").orElse(""), rows, String.join("", values("after")));
    List<String> sheets = values("sheet").isEmpty() ? List.of("Sheet1 | visible") : values("sheet");
    for (String sheet : sheets) {
      String called = sheet.substring(0, sheet.indexOf(" | "));
      book.sheet(called, sheet.substring(sheet.indexOf(" | ") + 3), xml.replace("$NAME", called));
    }
    if (value("texts").isPresent()) {
      book.texts(String.join("", values("texts")));
    }
    if (!values("format").isEmpty()) {
      book.formats(values("format"));
    }
    for (String line : lines) {
      if (line.startsWith("part ")) {
        int colon = line.indexOf(": ");
        book.part(line.substring(5, colon), line.substring(colon + 2));
      }
    }
    return book;
  }

  private static String header(String json) {
    StringBuilder cells = new StringBuilder("<row>");
    for (String name : JsonMapper.shared().readValue(json, String[].class)) {
      cells.append("<c t=\"inlineStr\"><is><t>").append(name).append("</t></is></c>");
    }
    return cells.append("</row>").toString();
  }

  InputOptions options() {
    InputOptions options = InputOptions.DEFAULT;
    if (value("named").isPresent()) {
      options = options.withSheet(value("named").get());
    }
    return options.withSkipLines(value("skip").map(Long::parseLong).orElse(0L));
  }

  Optional<String> refused() {
    return value("refused");
  }

  List<List<String>> rows() {
    return values("row").stream()
        .map(row -> List.of(JsonMapper.shared().readValue(row, String[].class)))
        .toList();
  }

  List<String> notes() {
    return values("note");
  }

  @Override
  public String toString() {
    return name;
  }

  private Optional<String> value(String key) {
    return values(key).stream().findFirst();
  }

  private List<String> values(String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .toList();
  }

  private static String text() {
    try (var in = SheetCase.class.getResourceAsStream("/workbook/sheets.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
