package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvIntakeTest {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final InputOptions SMALL =
      InputOptions.DEFAULT.within(new InputLimits(100, 5, 20, 250, 1_000_000));

  @Test
  void chunksCoverEveryRowOnceAndReadBackAlone() throws IOException {
    StringBuilder text = new StringBuilder("id,text\n");
    IntStream.rangeClosed(1, 2_234).forEach(i -> text.append(i).append(",\"é\n\"\n"));

    Taken taken = Taken.in(text.toString());

    assertThat(taken.intake().rows()).isEqualTo(2_234);
    assertThat(taken.intake().chunks())
        .extracting(ChunkSpan::rows)
        .containsExactly(1_000, 1_000, 234);
    assertThat(taken.rowsOfChunks())
        .extracting(InputRow::number)
        .isEqualTo(IntStream.rangeClosed(1, 2_234).mapToObj(Long::valueOf).toList());
    assertThat(taken.rowsOfChunks()).extracting(row -> row.cells()[0]).endsWith("2233", "2234");
  }

  @Test
  void largeRowsMakeSmallerChunks() throws IOException {
    String cell = "x".repeat(400_000);
    Taken taken = Taken.in("a\n" + (cell + "\n").repeat(10));

    assertThat(taken.intake().chunks()).extracting(ChunkSpan::rows).containsExactly(3, 3, 3, 1);
  }

  @Test
  void anAccentAfterMegabytesOfAsciiIsReadRight() throws IOException {
    String text = "a\n" + "plain\n".repeat(200_000) + "Zoë\n";

    for (String encoding : List.of("UTF-8", "windows-1252")) {
      Taken taken = Taken.in(text.getBytes(Charset.forName(encoding)), InputOptions.DEFAULT);
      assertThat(taken.csv().encoding()).isEqualTo(encoding);
      assertThat(taken.rows().getLast()).containsExactly("Zoë");
    }
  }

  @Test
  void anotherEncodingFarBehindTheFirstLettersIsRefused() throws IOException {
    String polish = "proszę o szybką odpowiedź, paczka dotarła wczoraj\n".repeat(3);
    for (String start : List.of("a\nRené\n", "a\nRené\nFrançois\nDéjà vu à l’hôtel\n")) {
      byte[] early = (start + "plain text\n".repeat(60_000)).getBytes(WINDOWS_1252);
      byte[] late = polish.getBytes(Charset.forName("windows-1250"));

      assertRefused(
          concat(early, late),
          InputOptions.DEFAULT,
          "line " + (start.lines().count() + 60_001) + ": ",
          "proszę");
    }
  }

  @Test
  void utf8FarBehindWindows1252IsRefused() throws IOException {
    byte[] early = ("a\n" + "déjà vu à l’hôtel\n".repeat(40_000)).getBytes(WINDOWS_1252);
    byte[] late = "la qualité est très bonne\n".getBytes(StandardCharsets.UTF_8);

    assertRefused(concat(early, late), InputOptions.DEFAULT, "line 40002: ", "qualité");
  }

  @Test
  void aLongLegacyFileIsReadToItsEnd() throws IOException {
    String text = "a\n" + "Déjà vu à l’hôtel, “très bien” – 30 €\nJosé Muñoz, Zoë\n".repeat(20_000);

    Taken taken = Taken.in(text.getBytes(WINDOWS_1252), InputOptions.DEFAULT.withSeparator(';'));

    assertThat(taken.rows()).hasSize(40_000);
    assertThat(taken.rows().getLast()).containsExactly("José Muñoz, Zoë");
  }

  @Test
  void aWordIsSeenWholeHoweverTheBytesCome() throws IOException {
    byte[] text = "a\nRené\n".getBytes(WINDOWS_1252);
    var canonical = new java.io.ByteArrayOutputStream();

    Intake intake = CsvIntake.read(new OneByOne(text), InputOptions.DEFAULT, canonical);

    assertThat(intake.rows()).isEqualTo(1);
    assertThat(canonical.toString(StandardCharsets.UTF_8)).contains("René");
  }

  @Test
  void charactersCutByTheBufferStayWhole() throws IOException {
    String text = "a\n" + "日本語テスト€🎉".repeat(40_000);

    Taken taken =
        Taken.in(
            text.getBytes(StandardCharsets.UTF_8),
            InputOptions.DEFAULT.within(new InputLimits(1 << 24, 5, 20, 1 << 24, 10)));

    assertThat(taken.rows().getFirst().getFirst()).isEqualTo(text.substring(2));
  }

  @Test
  void aByteInvalidLateInTheFileIsRefusedWithItsLine() {
    byte[] text =
        ("a\nZoë\n" + "plain\n".repeat(200_000) + "bad \n").getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xff;

    assertRefused(text, InputOptions.DEFAULT, "line 200003: A byte here is not valid in UTF-8");
  }

  @Test
  void bytesThatComeOneByOneMakeTheSameRows() throws IOException {
    byte[] text = "a;b\r\nZoë;\"1\n2\"\r\n".getBytes(StandardCharsets.UTF_8);
    var canonical = new java.io.ByteArrayOutputStream();

    Intake intake = CsvIntake.read(new OneByOne(text), InputOptions.DEFAULT, canonical);

    assertThat(intake.rows()).isEqualTo(1);
    assertThat(canonical.toString(StandardCharsets.UTF_8)).isEqualTo("a,b\r\nZoë,\"1\n2\"\r\n");
  }

  @Test
  void aMillionRowsOfSeparatorsAtTheEndAreNotWritten() throws IOException {
    Taken taken = Taken.in("a,b\n1,2\n" + ",\n".repeat(1_000_000));

    assertThat(taken.canonical()).isEqualTo("a,b\r\n1,2\r\n");
    assertThat(taken.intake().notes())
        .containsExactly("1,000,000 blank rows at the end; they are left out");
  }

  @Test
  void aSurrogatePairMayStandWhereTheLookedAtEnds() throws IOException {
    for (int length = TextStart.CHARS - 6; length < TextStart.CHARS + 2; length++) {
      String cell = "x".repeat(length) + "🎉";

      assertThat(Taken.in("a\n" + cell + "\n").rows()).containsExactly(List.of(cell));
    }
  }

  @Test
  void skippedLinesMayBeLongerThanWhatIsLookedAt() throws IOException {
    for (String lineBreak : List.of("\n", "\r", "\r\n")) {
      for (int length = TextStart.CHARS - 2; length < TextStart.CHARS + 2; length++) {
        String text = "x".repeat(length) + lineBreak + "y".repeat(200_000) + lineBreak;
        byte[] bytes = (text + "a,b\n1,2\n3,4,5\n").getBytes(StandardCharsets.UTF_8);

        assertRefused(bytes, InputOptions.DEFAULT.withSkipLines(2), "line 5: ");
        assertRefused(bytes, InputOptions.DEFAULT.withSkipLines(9), "The file has 5 lines,");
      }
    }
  }

  @Test
  void moreRowsThanAllowedAreRefused() throws IOException {
    byte[] threeRows = "a\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Taken.in(threeRows, InputOptions.DEFAULT.atMostRows(3)).rows()).hasSize(3);
    assertRefused(threeRows, InputOptions.DEFAULT.atMostRows(2), "The file has more than 2 rows.");
  }

  @Test
  void aValueBeyondItsLimitIsRefused() {
    assertRefused(
        "a,b\n1,2\n3," + "é".repeat(51) + "\n", "line 3: ", "a value is larger than 100 bytes");
  }

  @Test
  void aRowBeyondItsLimitIsRefused() {
    String cell = "x".repeat(90);
    assertRefused(
        "a,b,c\n" + String.join(",", cell, cell, cell) + "\n", "line 2: ", "larger than 250 bytes");
  }

  @Test
  void theBytesOfARowAreCountedToTheLast() throws IOException {
    for (String cells : List.of("é,éé,x", "x,日,y", "🎉,z,x", "a,b,c")) {
      int bytes = cells.getBytes(StandardCharsets.UTF_8).length - 2;
      byte[] text = ("a,b,c\n" + cells + "\n").getBytes(StandardCharsets.UTF_8);

      InputLimits enough = new InputLimits(100, 5, 20, bytes, 10);
      assertThat(Taken.in(text, InputOptions.DEFAULT.within(enough)).rows()).hasSize(1);
      InputLimits less = new InputLimits(100, 5, 20, bytes - 1, 10);
      assertRefused(text, InputOptions.DEFAULT.within(less), "line ", "larger than");
    }
  }

  @Test
  void tooManyColumnsAreRefused() {
    assertRefused("a,b,c,d,e,f\n1,2,3,4,5,6\n", "line 1: ", "more than 5 columns");
  }

  @Test
  void aLongColumnNameIsRefused() {
    assertRefused("a," + "n".repeat(21) + "\n1,2\n", "line 1: ", "The name of column 2");
  }

  @Test
  void anEndlessQuotedValueIsRefusedWithoutBeingHeld() {
    byte[] start = "a,b\n1,\"".getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() ->
            CsvIntake.read(
                new java.io.SequenceInputStream(new ByteArrayInputStream(start), new Endless()),
                InputOptions.DEFAULT,
                OutputStream.nullOutputStream()))
        .withMessageContaining("line 2: ")
        .withMessageContaining("Perhaps a quote is not closed");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertRefused(String text, String... parts) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), SMALL, parts);
  }

  private static void assertRefused(byte[] text, InputOptions options, String... parts) {
    assertThatExceptionOfType(InputRefusedException.class)
        .isThrownBy(() -> Taken.in(text, options))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private static final class OneByOne extends ByteArrayInputStream {
    OneByOne(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(1, length));
    }
  }

  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }
}
