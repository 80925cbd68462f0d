package dev.bulkgpt.workbook;

import java.io.IOException;

/// A text in the form that shared and inline texts have: plain, or in runs of their own fonts.
/// Phonetic text, which says how another is pronounced, is left out.
final class RichText {

  private RichText() {}

  /// Of the element that starts here; goes to its end. A text of more than so many characters is
  /// cut shortly after.
  static String read(XmlPart xml, int most) throws IOException {
    StringBuilder text = new StringBuilder();
    StringBuilder run = new StringBuilder();
    int outside = xml.depth();
    while (xml.next() && xml.depth() > outside) {
      if (xml.starts("t")) {
        run.setLength(0);
        xml.text(run, Math.max(0, most - text.length()));
        text.append(CellText.unescaped(run.toString()));
      } else if (xml.starts("rPh") || xml.starts("rPr")) {
        xml.skip();
      }
    }
    return text.toString();
  }
}
