package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are damaged, or made to do harm: each is refused with a sentence before it costs
/// memory.
class HostileTest {

  private static final String ROWS =
      "<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>";
  private static final String TEXTS = "<si><t>a</t></si><si><t>x</t></si>";
  private static final WorkbookLimits LIMITS = WorkbookLimits.DEFAULT;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"})
  void aDamagedPart(String part) throws IOException {
    byte[] bytes = Book.of(ROWS).texts(TEXTS).bytes();
    int entry = directoryEntry(bytes, part);
    bytes[entry + 16] ^= 1; // The checksum.

    refused(bytes).withMessageContaining("The workbook is damaged: its part `%s`", part);
  }

  @Test
  void aPartOfAnotherLength() throws IOException {
    byte[] bytes = Book.of(ROWS).texts(TEXTS).bytes();
    bytes[directoryEntry(bytes, "xl/worksheets/sheet1.xml") + 24] ^= 1;

    refused(bytes).withMessageContaining("is not what was packed");
  }

  @Test
  void aPackedPartThatIsNone() throws IOException {
    byte[] bytes = Book.of(ROWS).texts(TEXTS).bytes();
    int local = littleEndian(bytes).getInt(directoryEntry(bytes, "xl/sharedStrings.xml") + 42);
    int packed = local + 30 + "xl/sharedStrings.xml".length();
    Arrays.fill(bytes, packed, packed + 8, (byte) 0xff);

    refused(bytes).withMessageContaining("its part `xl/sharedStrings.xml` is not what was packed");
  }

  @Test
  void aFileThatIsCutShortAnywhere() throws IOException {
    byte[] bytes = Book.of(ROWS).texts(TEXTS).bytes();

    for (int length = 4; length < bytes.length; length += 13) {
      refused(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void aFileWithAnyOneByteChanged() throws IOException {
    byte[] whole = Book.of(ROWS).texts(TEXTS).bytes();
    List<List<String>> rows = List.of(List.of("a"), List.of("x"));

    for (int at = 4; at < whole.length; at += 3) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x55;
      try {
        assertThat(Taken.in(bytes, "a.xlsx", InputOptions.DEFAULT).rows()).isEqualTo(rows);
      } catch (InputRefusedException e) {
        assertThat(e).hasMessageMatching("(?s).*[.]");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.xml", "xl/../../evil.xml", "xl\\..\\evil.xml"})
  void anEntryThatLeadsOutOfTheFile(String name) throws IOException {
    refused(Book.of(ROWS).texts(TEXTS).part(name, "x").bytes())
        .withMessageContaining("which leads out of it");
  }

  @Test
  void anEntryTwice() throws IOException {
    refused(Book.of(ROWS).texts(TEXTS).part("XL/Workbook.xml", "<x/>").bytes())
        .withMessageContaining("The ZIP has two entries named");
  }

  @Test
  void aListOfPartsThatWouldFillTheMemory() throws IOException {
    byte[] bytes = Book.of(ROWS).texts(TEXTS).bytes();
    littleEndian(bytes).putInt(bytes.length - 22 + 12, 1 << 30);

    refused(bytes).withMessage("The ZIP of the workbook holds too many parts.");
  }

  @Test
  void aPartThatUnpacksToManyTimesItsSize() throws IOException {
    Book bomb = Book.of("<row/>".repeat(500_000));

    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(bomb, folder, LIMITS.withFreeBytes(1 << 20)))
        .withMessageContaining("unpacks to more than 250 times its size");
  }

  @Test
  void partsThatUnpackToTooMuch() {
    Book large = Book.of(ROWS + "<row/>".repeat(10_000)).texts(TEXTS);

    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(large, folder, LIMITS.withUnpackedBytes(50_000)))
        .withMessage(
            "The workbook unpacks to more than 50,000 bytes. Save the sheet as CSV instead.");
  }

  @Test
  void moreSharedTextsThanAWorkbookHas() {
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(
            () -> Taken.in(Book.of(ROWS).texts("<si/>".repeat(11)), folder, LIMITS.withTexts(10)))
        .withMessageContaining("more than 10 different texts");
  }

  @Test
  void sharedTextsThatNoCellNeedsAreNotRead() throws IOException {
    Book book = Book.of("<row><c t=\"str\"><v>a</v></c></row><row><c><v>1</v></c></row>");

    assertThat(Taken.in(book.texts("<si/>".repeat(11)), folder, LIMITS.withTexts(10)).rows())
        .containsExactly(List.of("a"), List.of("1"));
  }

  @Test
  void elementsDeepInEachOther() throws IOException {
    refused(Book.of("<row>" + "<is>".repeat(100_000)).bytes())
        .withMessageContaining("elements lie in each other more than 64 deep");
  }

  @Test
  void aTagOfMegabytes() throws IOException {
    refused(Book.of("<row spans=\"" + "1".repeat(3 << 20) + "\"/>").bytes())
        .withMessageContaining("holds a tag, a text or a comment of more than 2,097,152 bytes");
  }

  @Test
  void aCommentOfMegabytes() throws IOException {
    refused(Book.of("<!--" + "1".repeat(3 << 20) + "-->").bytes())
        .withMessageContaining("holds a tag, a text or a comment of more than 2,097,152 bytes");
  }

  @Test
  void aTextOfMegabytes() throws IOException {
    String text = "x".repeat(3 << 19);

    refused(Book.of("<row><c t=\"str\"><v>" + text + "</v></c></row>").bytes())
        .withMessage("row 1: The value in A1 is larger than 1,048,576 bytes.");
    refused(Book.of(ROWS).texts("<si><t>" + text + "</t></si>").bytes())
        .withMessage("A text in the workbook is larger than 1,048,576 bytes.");
    refused(Book.of("<row><c><f>" + text + "</f></c></row>").bytes())
        .withMessageContaining("no values");
    refused(Book.of("<row><c t=\"str\"><v>" + text.repeat(2) + "</v></c></row>").bytes())
        .withMessageContaining("holds a tag, a text or a comment of more than 2,097,152 bytes");
  }

  @Test
  void aTextOfManyRuns() throws IOException {
    refused(
            Book.of(ROWS)
                .texts("<si>" + ("<r><t>" + "x".repeat(999) + "</t></r>").repeat(2_000) + "</si>")
                .bytes())
        .withMessage("A text in the workbook is larger than 1,048,576 bytes.");
  }

  @Test
  void aRowOfOneLargeTextAgainAndAgain() throws IOException {
    String cell = "<c t=\"s\"><v>0</v></c>";

    refused(
            Book.of("<row>" + cell.repeat(20) + "</row>")
                .texts("<si><t>" + "x".repeat(1 << 20) + "</t></si>")
                .bytes())
        .withMessage("row 1: The row is larger than 16,777,216 bytes.");
  }

  @Test
  void moreColumnsThanATableHas() throws IOException {
    refused(Book.of("<row><c r=\"NTQ1\"><v>1</v></c></row>").bytes())
        .withMessage("row 1: There is a value in NTQ1; a table has at most 10,000 columns.");
    refused(Book.of("<row>" + "<c/>".repeat(16_385) + "</row>").bytes())
        .withMessageContaining("row 1: The row has more than 16,384 cells.");
  }

  @Test
  void namesWithoutEnd() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 11_000; i++) {
      rows.append("<n").append(i).append("/>");
    }

    refused(Book.of(rows.toString()).bytes()).withMessageContaining("more than 10,000 names");
    refused(Book.of(("<" + "x".repeat(600_000) + "/><" + "y".repeat(600_000) + "/>")).bytes())
        .withMessageContaining("or very long ones");
  }

  @Test
  void moreStylesThanAWorkbookHas() throws IOException {
    String styles = "<cellXfs>" + "<xf/>".repeat(200_000) + "%s</cellXfs>";
    Book book = Book.of(ROWS).texts(TEXTS);

    assertThat(Taken.in(book.styles(styles.formatted(""))).rows()).hasSize(2);
    refused(book.styles(styles.formatted("<xf/>")).bytes())
        .withMessage("The workbook has more than 200,000 styles.");
  }

  @Test
  void aStreamWithoutEndIsLeftAtTheLimit() throws IOException {
    Path file = Files.createFile(folder.resolve("spool"));
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> FileIntake.copy(endless, file, 1_000_000))
        .withMessage("The workbook is larger than 1,000,000 bytes. Save the sheet as CSV instead.");
    assertThat(Files.size(file)).isLessThanOrEqualTo(1_000_000);
  }

  @Test
  void nothingIsLeftOfWhatWasKeptBesides() throws IOException {
    List<Path> before = kept();

    Taken.in(Book.of(ROWS).texts(TEXTS));
    refused(Book.of(ROWS).texts(TEXTS + "<si><t>").bytes());

    assertThat(kept()).isEqualTo(before);
  }

  private static List<Path> kept() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(it -> it.toString().matches(".*bulkgpt-.*(texts|ends|workbook)"))
          .sorted()
          .toList();
    }
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<InputRefusedException> refused(
      byte[] bytes) {
    return assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(bytes, "a.xlsx", InputOptions.DEFAULT));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Where a part stands in the list of parts.
  private static int directoryEntry(byte[] zip, String part) {
    byte[] name = part.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = littleEndian(zip);
    for (int at = zip.length - name.length - 46; at >= 0; at--) {
      if (bytes.getInt(at) == 0x02014b50
          && Arrays.equals(zip, at + 46, at + 46 + name.length, name, 0, name.length)) {
        return at;
      }
    }
    throw new AssertionError(part);
  }
}
