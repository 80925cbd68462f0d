package dev.bulkgpt.csv;

import java.nio.charset.StandardCharsets;

/// Files that are no text at all, told by their first bytes.
enum FileSignature {
  PNG("a PNG image", "\u0089PNG"),
  JPEG("a JPEG image", "\u00ff\u00d8\u00ff"),
  GIF("a GIF image", "GIF8"),
  PDF("a PDF", "%PDF-"),
  GZIP("compressed with gzip; unpack it first", "\u001f\u008b"),
  ZSTD("compressed with zstd; unpack it first", "(\u00b5/\u00fd"),
  BZIP2("compressed with bzip2; unpack it first", "BZh"),
  XZ("compressed with xz; unpack it first", "\u00fd7zXZ"),
  ZIP("a ZIP or an Excel workbook (XLSX); open it and save it as CSV", "PK\u0003\u0004"),
  EMPTY_ZIP("an empty ZIP", "PK\u0005\u0006"),
  OLE(
      "an old Excel workbook (XLS) or another Office file; open it and save it as CSV",
      "\u00d0\u00cf\u0011\u00e0"),
  PARQUET("a Parquet file; export it as CSV", "PAR1"),
  RTF("a text document (RTF); open it and save its table as CSV", "{\\rtf"),
  SQLITE("a SQLite database; export a table as CSV", "SQLite format 3");

  /// The longest signature, in bytes.
  static final int LENGTH = 16;

  private final String description;
  private final String latin1;

  FileSignature(String description, String latin1) {
    this.description = description;
    this.latin1 = latin1;
  }

  /// @param start the first bytes of a file
  static void check(byte[] start, int length) throws InputRefusedException {
    String text = new String(start, 0, Math.min(length, LENGTH), StandardCharsets.ISO_8859_1);
    for (FileSignature signature : values()) {
      if (text.startsWith(signature.latin1)) {
        throw new InputRefusedException("This is not a CSV but " + signature.description + ".");
      }
    }
  }
}
