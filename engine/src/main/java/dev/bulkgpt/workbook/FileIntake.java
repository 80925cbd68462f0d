package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.CsvIntake;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The door for an input file of any kind: a workbook (`.xlsx`, `.xlsm`) or a CSV to the canonical
/// file and an index of its chunks. The content decides which; a name that says otherwise is told.
///
/// What is neither, or cannot be read for certain, is refused with a sentence
/// ([InputRefusedException]). Memory is bounded whatever the file's size.
public final class FileIntake {

  private static final Set<String> WORKBOOKS = Set.of("xlsx", "xlsm", "xltx", "xltm");
  private static final Set<String> OTHER_SPREADSHEETS = Set.of("xls", "xlsb", "ods", "numbers");

  private static final int START_BYTES = 8;
  private static final int MOST_EXTENSION = 8;
  private static final int BUFFER_BYTES = 256 * 1024;

  private FileIntake() {}

  private enum Kind {
    ZIP,
    OLD_OFFICE,
    TEXT
  }

  /// Reads a file.
  ///
  /// @param name as a person gave it
  public static Intake read(Path file, String name, InputOptions options, OutputStream canonical)
      throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(START_BYTES);
    }
    if (kind(start) != Kind.TEXT) {
      return workbook(file, start, name, options, canonical);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return text(in, name, options, canonical);
    }
  }

  /// Reads to the end, and closes neither stream. A workbook is kept in a private temporary file
  /// while it is read.
  ///
  /// @param name as a person gave it, or empty
  public static Intake read(
      InputStream in, String name, InputOptions options, OutputStream canonical)
      throws IOException {
    byte[] start = in.readNBytes(START_BYTES);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
    if (kind(start) == Kind.TEXT) {
      return text(whole, name, options, canonical);
    }
    Path spool = Files.createTempFile("bulkgpt-", ".workbook");
    try {
      copy(whole, spool, WorkbookLimits.DEFAULT.fileBytes());
      return workbook(spool, start, name, options, canonical);
    } finally {
      Files.delete(spool);
    }
  }

  private static Kind kind(byte[] start) {
    if (starts(start, 'P', 'K', 3, 4)) {
      return Kind.ZIP;
    }
    return starts(start, 0xd0, 0xcf, 0x11, 0xe0) ? Kind.OLD_OFFICE : Kind.TEXT;
  }

  private static boolean starts(byte[] start, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  private static Intake text(
      InputStream in, String name, InputOptions options, OutputStream canonical)
      throws IOException {
    if (options.sheet().isPresent()) {
      throw new InputRefusedException("A CSV has no sheets: leave out --sheet.");
    }
    Intake intake = CsvIntake.read(in, options, canonical);
    String extension = extension(name);
    return WORKBOOKS.contains(extension) || OTHER_SPREADSHEETS.contains(extension)
        ? noted("this is no workbook, as its name says, but a CSV; it is read as one", intake)
        : intake;
  }

  private static Intake workbook(
      Path file, byte[] start, String name, InputOptions options, OutputStream canonical)
      throws IOException {
    long most = WorkbookLimits.DEFAULT.fileBytes();
    if (Files.size(file) > most) {
      throw tooLarge(most);
    }
    if (kind(start) == Kind.OLD_OFFICE) {
      throw OldOffice.refused(file);
    }
    if (start.length == START_BYTES && (start[6] & 1) != 0) {
      throw new InputRefusedException("This is a ZIP with a password. Unpack it first.");
    }
    if (options.encoding().isPresent()
        || options.separator().isPresent()
        || options.quotes().isPresent()) {
      throw new InputRefusedException(
          "A workbook has no encoding, separator or quotes: leave out --encoding, --separator and --quotes.");
    }
    Intake intake = WorkbookIntake.read(file, options, WorkbookLimits.DEFAULT, canonical);
    String extension = extension(name);
    return extension.isEmpty() || WORKBOOKS.contains(extension)
        ? intake
        : noted("this is a workbook, whatever its name says; it is read as one", intake);
  }

  private static Intake noted(String note, Intake intake) {
    List<String> notes = new ArrayList<>(List.of(note));
    notes.addAll(intake.notes());
    return new Intake(intake.header(), intake.rows(), intake.chunks(), intake.source(), notes);
  }

  /// In lower case; empty when the name has none.
  private static String extension(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = last.lastIndexOf('.');
    String extension = last.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot <= 0 || extension.length() > MOST_EXTENSION ? "" : extension;
  }

  static void copy(InputStream in, Path to, long most) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > most) {
          throw tooLarge(most);
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private static InputRefusedException tooLarge(long most) {
    return new InputRefusedException(
        "The workbook is larger than %,d bytes. Save the sheet as CSV instead.".formatted(most));
  }
}
