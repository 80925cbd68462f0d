package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The content decides what a file is; what is no table says what to do.
class KindsTest {

  private static final String ROWS =
      "<row><c t=\"str\"><v>a</v></c></row><row><c><v>1</v></c></row>";
  private static final byte[] CSV = "a\n1\n".getBytes(StandardCharsets.UTF_8);

  static Stream<Arguments> refused() throws IOException {
    return Stream.of(
        arguments(zip("xl/workbook.bin", "x"), "a binary Excel workbook (.xlsb)"),
        arguments(
            zip("_rels/.rels", relation("xl/workbook.bin"), "xl/workbook.bin", "x"),
            "a binary Excel workbook (.xlsb). Open it in Excel and save it as an Excel workbook (.xlsx)."),
        arguments(
            zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "x"),
            "an OpenDocument spreadsheet (.ods). Open it in LibreOffice"),
        arguments(
            zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "x"),
            "an OpenDocument file, but no spreadsheet"),
        arguments(
            zip("Index/Document.iwa", "x", "Metadata/Properties.plist", "x"),
            "an Apple Numbers spreadsheet (.numbers)"),
        arguments(
            zip("_rels/.rels", relation("word/document.xml"), "word/document.xml", "x"),
            "a Word or PowerPoint file"),
        arguments(
            zip("rows.csv", "a\n1\n", "__MACOSX/rows.csv", "x"),
            "This is a ZIP that holds `rows.csv`. Unpack it first."),
        arguments(
            zip("a.csv", "a\n", "b.csv", "b\n"),
            "This is a ZIP that holds 2 files, but no workbook."),
        arguments(zip("_rels/.rels", relation("xl/gone.xml")), "its part `xl/gone.xml` is missing"),
        arguments(
            old("Root Entry", "EncryptionInfo", "EncryptedPackage"), "protected with a password"),
        arguments(old("Root Entry", "Workbook"), "an old Excel workbook (.xls)"),
        arguments(old("Root Entry", "Book"), "an old Excel workbook (.xls)"),
        arguments(old("Root Entry", "WordDocument"), "a file of an old Office program"),
        arguments(
            new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}, "an old Office program"),
        arguments(withPassword(zip("a.csv", "a\n1\n")), "This is a ZIP with a password."),
        arguments(new byte[] {'P', 'K', 3, 4}, "its end is missing"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoTableIsRefusedWithWhatToDo(byte[] bytes, String sentence) {
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(bytes, "rows.xlsx", InputOptions.DEFAULT))
        .withMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "rows.xlsx, ''",
    "rows.XLSM, ''",
    "-, ''",
    "'', ''",
    "my.folder/rows, ''",
    "rows.csv, 'this is a workbook, whatever its name says; it is read as one'",
    "rows.xls, 'this is a workbook, whatever its name says; it is read as one'"
  })
  void aWorkbookIsReadAsOneWhateverItsName(String name, String note) throws IOException {
    Taken taken = Taken.in(Book.of(ROWS).bytes(), name, InputOptions.DEFAULT);

    assertThat(taken.rows()).containsExactly(List.of("a"), List.of("1"));
    assertThat(taken.intake().source()).isEqualTo(new Intake.Source.Workbook("Sheet1"));
    assertThat(String.join("", taken.intake().notes())).isEqualTo(note);
  }

  @ParameterizedTest
  @CsvSource({
    "rows.csv, ''",
    "rows.txt, ''",
    "-, ''",
    "rows.xlsx, 'this is no workbook, as its name says, but a CSV; it is read as one'",
    "rows.xls, 'this is no workbook, as its name says, but a CSV; it is read as one'"
  })
  void aCsvIsReadAsOneWhateverItsName(String name, String note) throws IOException {
    Taken taken = Taken.in(CSV, name, InputOptions.DEFAULT);

    assertThat(taken.rows()).containsExactly(List.of("a"), List.of("1"));
    assertThat(taken.intake().source()).isInstanceOf(Intake.Source.Csv.class);
    assertThat(String.join("", taken.intake().notes())).isEqualTo(note);
  }

  /// Without a declaration of another encoding, as the standard of XML has it.
  @Test
  void partsMayBeWrittenInUtf16() throws IOException {
    Book book = Book.of(ROWS.replace("<v>a<", "<v>\u00e4\u6771<"));
    Map<String, String> parts = book.parts();
    parts.replaceAll((_, xml) -> xml.replace(" encoding=\"UTF-8\"", ""));

    Taken taken =
        Taken.in(Book.zip(parts, StandardCharsets.UTF_16), "rows.xlsx", InputOptions.DEFAULT);

    assertThat(taken.rows()).containsExactly(List.of("\u00e4\u6771"), List.of("1"));
  }

  @Test
  void aFileIsReadLikeAStream(@TempDir Path folder) throws IOException {
    Path csv = Files.write(folder.resolve("a.csv"), CSV);
    Path book = Files.write(folder.resolve("a.xlsx"), Book.of(ROWS).bytes());

    for (Path file : List.of(csv, book)) {
      ByteArrayOutputStream canonical = new ByteArrayOutputStream();
      Intake intake = FileIntake.read(file, file.toString(), InputOptions.DEFAULT, canonical);

      assertThat(intake.rows()).isEqualTo(1);
      assertThat(canonical).asString().isEqualTo("a\r\n1\r\n");
    }
  }

  @Test
  void whatAFileDoesNotHaveCannotBeAskedFor() throws IOException {
    byte[] book = Book.of(ROWS).bytes();

    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(CSV, "a.csv", InputOptions.DEFAULT.withSheet("Jan")))
        .withMessage("A CSV has no sheets: leave out --sheet.");
    for (InputOptions options :
        List.of(
            InputOptions.DEFAULT.withEncoding("UTF-8"),
            InputOptions.DEFAULT.withSeparator(';'),
            InputOptions.DEFAULT.withQuotes(InputOptions.Quotes.NONE))) {
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> Taken.in(book, "a.xlsx", options))
          .withMessageContaining("A workbook has no encoding, separator or quotes");
    }
  }

  private static String relation(String target) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"%s\"/></Relationships>"
        .formatted(target);
  }

  private static byte[] zip(String name, String content) throws IOException {
    return Book.zip(Map.of(name, content));
  }

  private static byte[] zip(String name, String content, String second, String other)
      throws IOException {
    return Book.zip(Map.of(name, content, second, other));
  }

  private static byte[] withPassword(byte[] zip) {
    zip[6] |= 1;
    return zip;
  }

  /// The container of old Office programs, as far as its directory.
  private static byte[] old(String... names) {
    ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, 0xe11ab1a1e011cfd0L).putShort(30, (short) 9).putInt(48, 2);
    for (int i = 0; i < names.length; i++) {
      bytes.put(3 * 512 + 128 * i, names[i].getBytes(StandardCharsets.UTF_16LE));
    }
    return bytes.array();
  }
}
