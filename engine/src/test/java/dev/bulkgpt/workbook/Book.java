package dev.bulkgpt.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A workbook made by hand, part by part, so that it can be as odd as a test wants.
final class Book {

  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  private static final String STRICT_RELATIONS =
      "http://purl.oclc.org/ooxml/officeDocument/relationships";

  private final Map<String, String> parts = new LinkedHashMap<>();
  private final List<String> sheets = new ArrayList<>();
  private final StringBuilder relations = new StringBuilder();
  private final boolean strict;
  private String properties = "";
  private String afterSheets = "";

  Book(boolean strict) {
    this.strict = strict;
  }

  /// One with a sheet `Sheet1`.
  static Book of(String rows) {
    return new Book(false).sheet("Sheet1", "visible", sheetXml("", rows, ""));
  }

  static String sheetXml(String before, String rows, String after) {
    return "<worksheet xmlns=\"%s\">%s<sheetData>%s</sheetData>%s</worksheet>"
        .formatted(MAIN, before, rows, after);
  }

  /// @param state `visible`, `hidden`, `veryHidden` or `chart`
  Book sheet(String name, String state, String xml) {
    int number = sheets.size() + 1;
    boolean chart = state.equals("chart");
    String part = (chart ? "chartsheets/sheet" : "worksheets/sheet") + number + ".xml";
    sheets.add(
        "<sheet name=\"%s\" sheetId=\"%d\" state=\"%s\" r:id=\"rId%d\"/>"
            .formatted(name, number, chart ? "visible" : state, number));
    relation("rId" + number, chart ? "chartsheet" : "worksheet", part);
    return part("xl/" + part, xml);
  }

  Book texts(String items) {
    relation("rIdT", "sharedStrings", "sharedStrings.xml");
    return part("xl/sharedStrings.xml", "<sst xmlns=\"%s\">%s</sst>".formatted(MAIN, items));
  }

  /// Style 0 is General; from 1 on, those of the formats, each a built-in number or a code.
  Book formats(List<String> formats) {
    StringBuilder codes = new StringBuilder();
    StringBuilder styles = new StringBuilder("<xf numFmtId=\"0\"/>");
    for (int i = 0; i < formats.size(); i++) {
      boolean builtIn = formats.get(i).matches("[0-9]+") && !formats.get(i).startsWith("0");
      String id = builtIn ? formats.get(i) : String.valueOf(164 + i);
      if (!builtIn) {
        codes.append(
            "<numFmt numFmtId=\"%s\" formatCode=\"%s\"/>"
                .formatted(
                    id,
                    formats
                        .get(i)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace("\"", "&quot;")));
      }
      styles.append("<xf numFmtId=\"%s\" applyNumberFormat=\"1\"/>".formatted(id));
    }
    return styles(
        "<numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>%s</cellXfs>"
            .formatted(codes, styles));
  }

  Book styles(String xml) {
    relation("rIdS", "styles", "styles.xml");
    return part("xl/styles.xml", "<styleSheet xmlns=\"%s\">%s</styleSheet>".formatted(MAIN, xml));
  }

  Book from1904() {
    properties = "<workbookPr date1904=\"1\"/>";
    return this;
  }

  Book toBeComputed() {
    afterSheets = "<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/>";
    return this;
  }

  /// A part as it is, in place of what was there.
  Book part(String name, String content) {
    parts.put(name, content);
    return this;
  }

  private void relation(String id, String type, String target) {
    relations.append(
        "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
            .formatted(id, RELATIONS, type, target));
  }

  /// All parts by name.
  Map<String, String> parts() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    all.put(
        "_rels/.rels",
        relationships(
            "<Relationship Id=\"rId1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/>"
                .formatted(RELATIONS)));
    all.put("xl/_rels/workbook.xml.rels", relationships(relations.toString()));
    all.put(
        "xl/workbook.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>%s</sheets>%s</workbook>"
            .formatted(MAIN, RELATIONS, properties, String.join("", sheets), afterSheets));
    all.putAll(parts);
    if (strict) {
      all.replaceAll(
          (_, xml) -> xml.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS));
    }
    return all;
  }

  private static String relationships(String all) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>"
        .formatted(all);
  }

  byte[] bytes() throws IOException {
    return zip(parts());
  }

  static byte[] zip(Map<String, String> parts) throws IOException {
    return zip(parts, StandardCharsets.UTF_8);
  }

  static byte[] zip(Map<String, String> parts, Charset charset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(charset));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
