package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.RowPlace;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One cell's value as the file keeps it, in plain text. A formula is never computed, and its text
/// is never a value.
final class CellReader {

  private final Styles styles;
  private final SharedTexts texts;
  private final SerialDate dates;
  private final int mostBytes;
  private final Findings findings;
  private final StringBuilder buffer = new StringBuilder();

  /// @param mostBytes of one value
  CellReader(Styles styles, SharedTexts texts, SerialDate dates, int mostBytes, Findings findings) {
    this.styles = styles;
    this.texts = texts;
    this.dates = dates;
    this.mostBytes = mostBytes;
    this.findings = findings;
  }

  private record Raw(String type, NumberFormat format, boolean formula, Optional<String> value) {}

  /// Reads the cell that starts here, to its end.
  ///
  /// @throws InputRefusedException for a value that is not what the cell says it is
  String read(XmlPart xml, CellName at) throws IOException {
    Raw raw = raw(xml);
    String value = value(raw, at);
    if (value.length() > mostBytes) {
      throw refused(at, "The value in %s is larger than %,d bytes.".formatted(at, mostBytes));
    }
    if (value.indexOf('\0') >= 0) {
      throw refused(
          at, "There is a NUL character in %s. Remove it, and save the workbook.".formatted(at));
    }
    return value;
  }

  private Raw raw(XmlPart xml) throws IOException {
    String type = xml.attribute("t");
    NumberFormat format = styles.format(xml.attribute("s"));
    boolean formula = false;
    @Nullable String value = null;
    int outside = xml.depth();
    while (xml.next() && xml.depth() > outside) {
      if (xml.starts("v")) {
        buffer.setLength(0);
        xml.text(buffer, mostBytes);
        value = buffer.toString();
      } else if (xml.starts("is")) {
        value = RichText.read(xml, mostBytes);
      } else if (xml.isStart()) {
        formula |= xml.starts("f");
        xml.skip();
      }
    }
    return new Raw(type == null ? "n" : type, format, formula, Optional.ofNullable(value));
  }

  private String value(Raw raw, CellName at) throws IOException {
    if (raw.value().isEmpty() || (raw.value().get().isBlank() && !raw.type().equals("str"))) {
      boolean isText = raw.type().equals("inlineStr") && raw.value().isPresent();
      if (raw.formula() && !isText) {
        findings.notComputed(at);
      }
      return isText ? raw.value().get() : "";
    }
    if (raw.formula()) {
      findings.computed(at);
    }
    String value = raw.value().get();
    return switch (raw.type()) {
      case "s" -> shared(value.strip(), at);
      case "str" -> CellText.unescaped(value);
      case "inlineStr" -> value;
      case "n" -> number(value.strip(), raw.format(), at);
      case "b" -> truth(value.strip(), at);
      case "d" -> CellText.spelledDate(value.strip(), raw.format());
      case "e" -> {
        String error = value.strip();
        findings.error(at, error);
        yield error;
      }
      default ->
          throw refused(
              at,
              "The cell %s is of a kind `%s` that workbooks do not have."
                  .formatted(at, Shown.cut(raw.type())));
    };
  }

  private String shared(String number, CellName at) throws IOException {
    Optional<String> text = texts.get(number);
    return text.orElseThrow(() ->
        refused(
            at,
            "The cell %s refers to text %s, which the workbook does not have. It is damaged: open it in Excel or LibreOffice and save it again."
                .formatted(at, Shown.cut(number))));
  }

  private String number(String text, NumberFormat format, CellName at)
      throws InputRefusedException {
    double value =
        CellText.number(text)
            .orElseThrow(() ->
                refused(
                    at,
                    "The cell %s should be a number, but is `%s`.".formatted(at, Shown.cut(text))));
    String decimal = CellText.decimal(text, value);
    if (format == NumberFormat.NUMBER) {
      return decimal;
    }
    Optional<String> date = dates.text(value, format);
    if (date.isEmpty()) {
      findings.noDate(at, Shown.cut(decimal));
    }
    return date.orElse(decimal);
  }

  private static String truth(String text, CellName at) throws InputRefusedException {
    return switch (text) {
      case "1", "true" -> "TRUE";
      case "0", "false" -> "FALSE";
      default ->
          throw refused(
              at,
              "The cell %s should be true or false, but is `%s`.".formatted(at, Shown.cut(text)));
    };
  }

  private static InputRefusedException refused(CellName at, String sentence) {
    return new InputRefusedException(RowPlace.ROW, at.row(), sentence);
  }
}
