package dev.bulkgpt.csv;

import dev.bulkgpt.csv.InputOptions.Quotes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A CSV made by rule, so that its rows are known without reading it.
///
/// @param titles physical lines above the header, of any text
/// @param lines the header and the rows; a line of one empty cell without quotes is a blank line
/// @param tail what stands behind the last line and is no part of it
record WrittenFile(Form form, String titles, List<Line> lines, String tail) {

  /// How a file is written.
  ///
  /// @param marked it begins with a byte order mark
  /// @param quotes a quote has a meaning in it
  record Form(char separator, Charset charset, boolean marked, boolean quotes) {

    private static final String MARK = "\ufeff";

    String separators() {
      return String.valueOf(separator);
    }

    /// The text without what the charset does not have.
    String writable(String text) {
      return text.codePoints()
          .mapToObj(Character::toString)
          .map(it -> new String(it.getBytes(charset), charset).equals(it) ? it : "?")
          .collect(Collectors.joining());
    }

    /// A cell as this form can have it.
    Cell cell(String text, boolean inQuotes) {
      String written = writable(text);
      if (!quotes) {
        return new Cell(written.replace(separators(), "_").replaceAll("[\r\n]", "_"), false);
      }
      boolean needed =
          written.contains(separators())
              || written.startsWith("\"")
              || written.contains("\r")
              || written.contains("\n");
      return new Cell(written, inQuotes || needed);
    }

    int bytes(String text) {
      return text.getBytes(charset).length;
    }
  }

  record Cell(String text, boolean inQuotes) {

    String written() {
      return inQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
  }

  record Line(List<Cell> cells, String end) {

    String written(char separator) {
      return cells.stream().map(Cell::written).collect(Collectors.joining("" + separator)) + end;
    }

    boolean isNothing() {
      return cells.size() == 1 && isSeparatorsOnly();
    }

    boolean isSeparatorsOnly() {
      return cells.stream().allMatch(it -> it.text().isEmpty() && !it.inQuotes());
    }

    List<String> texts() {
      return cells.stream().map(Cell::text).toList();
    }
  }

  private static final Pattern SLIP = Pattern.compile("[\\s\u00a0=]+\"|.*[“”].*", Pattern.DOTALL);

  /// What a second reader, which knows nothing of titles and marks, is given.
  String table() {
    return lines.stream().map(it -> it.written(form.separator())).collect(Collectors.joining());
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String mark = form.marked() ? Form.MARK : "";
    bytes.writeBytes((mark + titles + table() + tail).getBytes(form.charset()));
    return bytes.toByteArray();
  }

  /// The header and every row there is.
  List<List<String>> records() {
    return lines.stream().filter(it -> !it.isNothing()).map(Line::texts).toList();
  }

  /// The same without the rows of separators only at the end.
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    int kept = 0;
    for (Line line : lines) {
      if (!line.isNothing()) {
        rows.add(line.texts());
        kept = line.isSeparatorsOnly() ? kept : rows.size();
      }
    }
    return rows.subList(0, kept);
  }

  /// A quote in it could be taken for a slip, so that a person has to say what quotes mean.
  boolean needsWordOnQuotes() {
    return lines.stream()
        .flatMap(line -> line.cells().stream())
        .anyMatch(cell ->
            cell.inQuotes()
                ? form.separator() == '\t' && cell.text().contains("\t")
                : SLIP.matcher(cell.text()).lookingAt());
  }

  /// What a person has to say for it to be read.
  ///
  /// @param quotes also when there is no need to
  InputOptions options(boolean quotes) throws InputRefusedException {
    InputOptions options =
        InputOptions.DEFAULT.withSeparator(form.separator()).withSkipLines(lineBreaks(titles));
    if (!form.marked()) {
      options = options.withEncoding(form.charset().name());
    }
    if (!form.quotes()) {
      return options.withQuotes(Quotes.NONE);
    }
    return quotes || needsWordOnQuotes() ? options.withQuotes(Quotes.STANDARD) : options;
  }

  /// The line in which what follows the table would begin.
  long lineAfter() {
    return 1 + lineBreaks(titles + table());
  }

  private static long lineBreaks(String text) {
    return Pattern.compile("\r\n|\r|\n").matcher(text).results().count();
  }

  /// The same with a row above the others, so long that a place in the file falls near the end of a
  /// buffer.
  ///
  /// @param place what part of the table stands before that place
  /// @param bytes the buffer holds bytes, not characters
  WrittenFile shifted(double place, int buffer, boolean bytes, int by, boolean inQuotes) {
    String table = table();
    String before = titles + table.substring(0, (int) (place * table.length()));
    int length = bytes ? form.bytes(before) : before.length();
    int unit = bytes ? form.bytes("p") : 1;
    int pad = Math.max(1, (buffer - length) / unit + by);
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell("p".repeat(pad), inQuotes && form.quotes()));
    while (cells.size() < lines.getFirst().cells().size()) {
      cells.add(new Cell("", false));
    }
    List<Line> all = new ArrayList<>(lines);
    all.add(1, new Line(cells, "\n"));
    return new WrittenFile(form, titles, all, tail);
  }

  WrittenFile with(Line line) {
    List<Line> all = new ArrayList<>(lines);
    all.add(line);
    return new WrittenFile(form, titles, all, "");
  }
}
