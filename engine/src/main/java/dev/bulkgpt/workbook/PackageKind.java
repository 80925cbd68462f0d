package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a ZIP is, told from the names in it: a workbook, or something a person can make one from.
final class PackageKind {

  private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
  private static final int MOST_TYPE_BYTES = 200;

  private PackageKind() {}

  /// The name of the workbook's own part.
  ///
  /// @throws InputRefusedException when it is no workbook
  static String workbookPart(PackageFile zip) throws IOException {
    Optional<String> main =
        Relationships.of(zip, "").type("officeDocument").map(Relationships.Target::part);
    String part = main.orElse(zip.has("xl/workbook.bin") ? "xl/workbook.bin" : "xl/workbook.xml");
    String lower = part.toLowerCase(Locale.ROOT);
    if (lower.startsWith("word/") || lower.startsWith("ppt/")) {
      throw refused("a Word or PowerPoint file. Put the table into a workbook or a CSV");
    }
    if (lower.endsWith(".bin")) {
      throw refused(
          "a binary Excel workbook (.xlsb). Open it in Excel and save it as an Excel workbook (.xlsx)");
    }
    if (main.isPresent() || zip.has(part)) {
      return part;
    }
    throw refused(other(zip));
  }

  private static String other(PackageFile zip) throws IOException {
    String type = mediaType(zip);
    if (type.startsWith(OPEN_DOCUMENT + "spreadsheet")) {
      return "an OpenDocument spreadsheet (.ods). Open it in LibreOffice and save it as an Excel workbook (.xlsx) or as CSV";
    }
    if (type.startsWith(OPEN_DOCUMENT)) {
      return "an OpenDocument file, but no spreadsheet. Put the table into a workbook or a CSV";
    }
    List<String> names =
        zip.names().stream()
            .filter(name -> !name.startsWith("__MACOSX/") && !name.endsWith(".DS_Store"))
            .toList();
    if (names.stream().anyMatch(name -> name.endsWith(".iwa") || name.equals("Index.zip"))) {
      return "an Apple Numbers spreadsheet (.numbers), or a file of Pages or Keynote. Open it there and export it as Excel (.xlsx) or as CSV";
    }
    return switch (names.size()) {
      case 0 -> "an empty ZIP";
      case 1 -> "a ZIP that holds `%s`. Unpack it first".formatted(Shown.cut(names.getFirst()));
      default ->
          "a ZIP that holds %,d files, but no workbook. Unpack it and name the one to read"
              .formatted(names.size());
    };
  }

  private static String mediaType(PackageFile zip) throws IOException {
    Optional<InputStream> part = zip.part("mimetype");
    if (part.isEmpty()) {
      return "";
    }
    try (InputStream bytes = part.get()) {
      return new String(bytes.readNBytes(MOST_TYPE_BYTES), StandardCharsets.UTF_8).strip();
    }
  }

  private static InputRefusedException refused(String what) {
    return new InputRefusedException("This is " + what + ".");
  }
}
