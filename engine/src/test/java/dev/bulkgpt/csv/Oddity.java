package dev.bulkgpt.csv;

import dev.bulkgpt.csv.InputOptions.Quotes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// One case of `csv/oddities.txt`: a file's bytes, and what becomes of them.
///
/// The file is made of blocks. `=== name` opens one; `in:` is the content, with `\n`, `\r`, `\t`,
/// `\\`, a backslash and `uXXXX` for characters and `\xNN` for a raw byte; `as:` is the encoding it
/// is written in (UTF-8 unless said); `encoding:`, `separator:`, `quotes:` and `skip:` are what a
/// person named. Then either `refused:` with a part of the sentence, or a `row:` each as a JSON
/// array, the header first, and `note:`s that must be among those told.
record Oddity(String name, List<String> lines) {

  static List<Oddity> all() {
    List<Oddity> all = new ArrayList<>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("=== ")) {
        all.add(new Oddity(line.substring(4), new ArrayList<>()));
      } else if (!line.isBlank()) {
        all.getLast().lines().add(line);
      }
    }
    return all;
  }

  byte[] bytes() {
    String content = value("in").orElseThrow();
    Charset charset = value("as").map(Charset::forName).orElse(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < content.length(); ) {
      int c = content.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(charset));
        continue;
      }
      char escape = content.charAt(i++);
      if (escape == 'x') {
        bytes.write(Integer.parseInt(content, i, i + 2, 16));
        i += 2;
      } else if (escape == 'u') {
        bytes.writeBytes(
            String.valueOf((char) Integer.parseInt(content, i, i + 4, 16)).getBytes(charset));
        i += 4;
      } else {
        bytes.writeBytes(("\\" + escape).translateEscapes().getBytes(charset));
      }
    }
    return bytes.toByteArray();
  }

  InputOptions options() throws InputRefusedException {
    InputOptions options = InputOptions.DEFAULT;
    if (value("encoding").isPresent()) {
      options = options.withEncoding(value("encoding").get());
    }
    if (value("separator").isPresent()) {
      options = options.withSeparator(value("separator").get().translateEscapes().charAt(0));
    }
    if (value("quotes").isPresent()) {
      options = options.withQuotes(Quotes.valueOf(value("quotes").get()));
    }
    return options.withSkipLines(value("skip").map(Long::valueOf).orElse(0L));
  }

  Optional<String> refused() {
    return value("refused");
  }

  List<List<String>> rows() {
    return values("row").stream()
        .map(row -> List.of(JsonMapper.shared().readValue(row, String[].class)))
        .toList();
  }

  Optional<String> encoding() {
    return value("encoding is");
  }

  Optional<String> separator() {
    return value("separator is").map(String::translateEscapes);
  }

  List<String> notes() {
    return values("note");
  }

  /// All notes, when the case says that there is none.
  boolean isWithoutNotes() {
    return lines.contains("no notes");
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
    try (var in = Oddity.class.getResourceAsStream("/csv/oddities.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
