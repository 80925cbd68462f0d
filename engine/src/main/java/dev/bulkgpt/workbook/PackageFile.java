package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputRefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A ZIP whose entries are the parts of a document. Names are compared without case, as the format
/// has it; what could mean two things (a name twice, one that leads out of the document) is
/// refused. What is read of all parts together is bounded ([WorkbookLimits#unpackedBytes]).
final class PackageFile implements Closeable {

  private final ZipFile zip;
  private final WorkbookLimits limits;
  private final Map<String, ZipEntry> parts = new HashMap<>();
  private final PartStream.Unpacked unpacked;

  private PackageFile(ZipFile zip, WorkbookLimits limits) {
    this.zip = zip;
    this.limits = limits;
    unpacked = new PartStream.Unpacked(limits);
  }

  /// @throws InputRefusedException when it is no ZIP that can be read for certain
  static PackageFile open(Path file, WorkbookLimits limits) throws IOException {
    ZipDirectory.check(file, limits);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw refused(
          "The workbook is damaged, or packed in a way that spreadsheets do not use: its ZIP cannot"
              + " be read. Open it in Excel or LibreOffice and save it again.",
          e);
    }
    PackageFile opened = new PackageFile(zip, limits);
    try {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        opened.add(entries.nextElement());
      }
    } catch (InputRefusedException e) {
      zip.close();
      throw e;
    }
    return opened;
  }

  private void add(ZipEntry entry) throws InputRefusedException {
    String name = entry.getName().replace('\\', '/');
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        throw new InputRefusedException(
            "The ZIP has an entry named `%s`, which leads out of it. No spreadsheet writes such a file."
                .formatted(Shown.cut(name)));
      }
    }
    if (!entry.isDirectory() && parts.put(key(name), entry) != null) {
      throw new InputRefusedException(
          "The ZIP has two entries named `%s`. Open the workbook in Excel or LibreOffice and save it again."
              .formatted(Shown.cut(name)));
    }
  }

  /// The parts' names as they are written.
  List<String> names() {
    return parts.values().stream().map(ZipEntry::getName).toList();
  }

  boolean has(String name) {
    return parts.containsKey(key(name));
  }

  /// A part's bytes, checked: that they are whole shows at the end of the stream.
  ///
  /// @return empty when there is no such part
  Optional<InputStream> part(String name) throws IOException {
    ZipEntry entry = parts.get(key(name));
    return entry == null
        ? Optional.empty()
        : Optional.of(new PartStream(zip.getInputStream(entry), entry, unpacked));
  }

  WorkbookLimits limits() {
    return limits;
  }

  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("/") ? lower.substring(1) : lower;
  }

  static InputRefusedException refused(String sentence, Exception cause) {
    InputRefusedException refused = new InputRefusedException(sentence);
    refused.initCause(cause);
    return refused;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
