package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of `csv/formulas.txt`: a value, whether it is guarded, and what Calc takes it for.
record FormulaCase(boolean guarded, String inCalc, String value) {

  private static final Pattern LINE = Pattern.compile("(guarded|stays) +([a-z]+) *(.*)");
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

  static List<FormulaCase> all() {
    return text()
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(FormulaCase::of)
        .toList();
  }

  private static FormulaCase of(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    String plain =
        UNICODE
            .matcher(matcher.group(3))
            .replaceAll(found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    return new FormulaCase(
        matcher.group(1).equals("guarded"), matcher.group(2), plain.translateEscapes());
  }

  private static String text() {
    try (InputStream in = FormulaCase.class.getResourceAsStream("/csv/formulas.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
