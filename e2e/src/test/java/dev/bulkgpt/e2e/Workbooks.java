package dev.bulkgpt.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A small workbook as a spreadsheet writes it.
final class Workbooks {

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private Workbooks() {}

  /// The sheets `Jan` and `Feb`, each with a column `Input_1` of its name and a day.
  static byte[] janAndFeb() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        relations(
            "worksheet",
            "worksheets/sheet1.xml",
            "worksheet",
            "worksheets/sheet2.xml",
            "styles",
            "styles.xml"));
    parts.put(
        "xl/workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"Jan\" sheetId=\"1\" r:id=\"r0\"/><sheet name=\"Feb\" sheetId=\"2\" r:id=\"r1\"/></sheets></workbook>"
            .formatted(MAIN, RELATIONS));
    parts.put(
        "xl/styles.xml",
        "<styleSheet xmlns=\"%s\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            .formatted(MAIN));
    parts.put("xl/worksheets/sheet1.xml", sheet("Jan", 45292));
    parts.put("xl/worksheets/sheet2.xml", sheet("Feb", 45323));
    return zip(parts);
  }

  private static String sheet(String name, int day) {
    return ("<worksheet xmlns=\"%s\"><sheetData><row><c t=\"str\"><v>Input_1</v></c><c t=\"str\"><v>day</v></c></row>"
            + "<row><c t=\"str\"><v>%s</v></c><c s=\"1\"><v>%d</v></c></row></sheetData></worksheet>")
        .formatted(MAIN, name, day);
  }

  private static String relations(String... typesAndTargets) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < typesAndTargets.length; i += 2) {
      all.append(
          "<Relationship Id=\"r%d\" Type=\"%s/%s\" Target=\"%s\"/>"
              .formatted(i / 2, RELATIONS, typesAndTargets[i], typesAndTargets[i + 1]));
    }
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + all
        + "</Relationships>";
  }

  private static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
