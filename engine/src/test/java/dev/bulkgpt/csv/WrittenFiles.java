package dev.bulkgpt.csv;

import dev.bulkgpt.csv.WrittenFile.Cell;
import dev.bulkgpt.csv.WrittenFile.Form;
import dev.bulkgpt.csv.WrittenFile.Line;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Files of every form: any quotes, any line breaks outside and inside of them, every separator and
/// encoding, and any place at the end of any buffer.
final class WrittenFiles {

  /// FastCSV's reads and its buffer, ours of characters, ours of bytes.
  private static final List<Integer> BUFFERS = List.of(8_192, 16_384, 64 * 1024, 256 * 1024);

  private WrittenFiles() {}

  static Arbitrary<WrittenFile> all() {
    return forms().flatMap(WrittenFiles::files);
  }

  private static Arbitrary<Form> forms() {
    Arbitrary<Form> marked =
        Combinators.combine(separators(), Arbitraries.of("UTF-8", "UTF-16LE", "UTF-16BE"), quotes())
            .as((separator, name, quotes) ->
                new Form(separator, Charset.forName(name), true, quotes));
    Arbitrary<Form> named =
        Combinators.combine(
                separators(),
                Arbitraries.of(
                    "UTF-8", "UTF-16LE", "windows-1252", "ISO-8859-2", "GB18030", "windows-31j"),
                quotes())
            .as((separator, name, quotes) ->
                new Form(separator, Charset.forName(name), false, quotes));
    return Arbitraries.oneOf(marked, named);
  }

  private static Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  private static Arbitrary<Boolean> quotes() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, Arbitraries.just(true)),
        net.jqwik.api.Tuple.of(1, Arbitraries.just(false)));
  }

  private static Arbitrary<WrittenFile> files(Form form) {
    Arbitrary<WrittenFile> plain =
        Arbitraries.integers()
            .between(1, 4)
            .flatMap(columns ->
                Combinators.combine(
                        titles(),
                        header(form, columns),
                        lines(form, columns),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "", "\u001a", "\u001a\u001a\r\n"))
                    .as((titles, header, lines, open, tail) ->
                        file(form, form.writable(titles), header, lines, open, tail)));
    return Combinators.combine(
            plain,
            Arbitraries.doubles().between(0, 1),
            Arbitraries.of(BUFFERS),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(-3, 3),
            Arbitraries.of(true, false))
        .as(WrittenFile::shifted);
  }

  private static WrittenFile file(
      Form form, String titles, Line header, List<Line> lines, boolean open, String tail) {
    List<Line> all = new ArrayList<>();
    all.add(header);
    all.addAll(lines);
    if (open) {
      all.add(new Line(all.removeLast().cells(), ""));
    }
    return new WrittenFile(form, titles, all, tail);
  }

  private static Arbitrary<String> titles() {
    Arbitrary<String> line =
        Arbitraries.strings().withChars("ab\",; é").ofMaxLength(5).map(it -> it + "\n");
    return Arbitraries.oneOf(
        Arbitraries.just(""), line.list().ofMaxSize(3).map(it -> String.join("", it)));
  }

  private static Arbitrary<Line> header(Form form, int columns) {
    return Combinators.combine(Arbitraries.of(true, false).list().ofSize(columns), ends())
        .as((quotes, end) ->
            new Line(
                IntStream.range(0, columns)
                    .mapToObj(i -> new Cell("name " + i, quotes.get(i) && form.quotes()))
                    .toList(),
                end));
  }

  private static Arbitrary<List<Line>> lines(Form form, int columns) {
    Arbitrary<Cell> cell = Combinators.combine(texts(), Arbitraries.of(true, false)).as(form::cell);
    Arbitrary<List<Cell>> row =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, cell.list().ofSize(columns)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Cell("", false)).list().ofSize(columns)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(List.of(new Cell("", false)))));
    return Combinators.combine(row, ends()).as(Line::new).list().ofMinSize(1).ofMaxSize(8);
  }

  private static Arbitrary<String> ends() {
    return Arbitraries.of("\n", "\r", "\r\n");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "007", " ", "\"", "\"\"", "\r", "\n", "\r\n", ",", ";", "\t", "|", "é", "日本", "🎉",
            "ł", "=", "'", "#", "\\", "\u00a0", "“", "”")
        .list()
        .ofMaxSize(5)
        .map(it -> String.join("", it));
  }
}
