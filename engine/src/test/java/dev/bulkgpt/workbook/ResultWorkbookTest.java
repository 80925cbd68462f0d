package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.CellType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultWorkbookTest {

  private static final String SHEET = "xl/worksheets/sheet1.xml";

  @Test
  void everyOddCellReadsBackAsItself() throws IOException {
    List<String> cells = OddCells.read().texts();

    assertThat(WrittenBook.ofColumn(cells).column(0)).isEqualTo(cells);
  }

  @Test
  void soItDoesAsAColumnOfItsOwn() throws IOException {
    List<String> cells = OddCells.read().texts();
    List<String> names = IntStream.range(0, cells.size()).mapToObj(at -> "c" + at).toList();

    WrittenBook book = WrittenBook.of(names, List.of(cells), false);

    List<String> row = book.rows().get(1);
    for (int at = 0; at < cells.size(); at++) {
      boolean number = book.types().get(1).get(at) == CellType.NUMBER;
      assertThat(number).as(cells.get(at)).isEqualTo(PlainNumber.is(cells.get(at)));
      assertThat(number ? plain(row.get(at)) : row.get(at)).isEqualTo(cells.get(at));
    }
  }

  @Test
  void theHeaderIsFrozenAndOursStandsBehind() throws IOException {
    WrittenBook book = WrittenBook.of(List.of("=id", "_x000D_"), List.of(List.of("1", "")), false);

    assertThat(book.rows().getFirst()).containsExactly("=id", "_x000D_", "_status", "_error");
    assertThat(book.part(SHEET)).contains("ySplit=\"1\"", "state=\"frozen\"");
    assertThat(book.part("xl/workbook.xml")).contains("name=\"Result\"");
    assertThat(book.part(SHEET)).doesNotContain("<f>");
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3, true",
    "1 - 3, true",
    "- - -, true",
    "1 2 007, false",
    "1 n/a 3, false",
    "10.5 12.50 1, false",
    "1 2 100000000000, false"
  })
  void aColumnIsNumbersAsAWholeOrNotAtAll(String cells, boolean numbers) throws IOException {
    List<String> column = List.of(cells.replace("-", "").split(" ", -1));

    WrittenBook book = WrittenBook.ofColumn(column);

    assertThat(book.column(0)).isEqualTo(column);
    assertThat(book.types().stream().skip(1).map(List::getFirst))
        .allMatch(type ->
            type == CellType.EMPTY || type == (numbers ? CellType.NUMBER : CellType.STRING));
  }

  @Test
  void whatWeCountIsNumbers() throws IOException {
    WrittenBook book = WrittenBook.of(List.of("a"), List.of(List.of("x")), true);

    assertThat(book.rows().get(1).subList(3, 12))
        .containsExactly("1", "", "", "1", "120", "7", "0.000012345", "250", "0");
    assertThat(book.types().get(1).get(9)).isEqualTo(CellType.NUMBER);
    assertThat(book.part("xl/styles.xml")).contains("formatCode=\"0.000000000\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "\ta", "a\n", " ", "\n", "\r\n"})
  void blanksAtTheEndsAreMarkedAsText(String cell) throws IOException {
    assertThat(WrittenBook.ofColumn(List.of(cell)).part(SHEET)).contains("xml:space=\"preserve\"");
  }

  @ParameterizedTest
  @CsvSource({
    "=1+1, true",
    "+1, true",
    "-1a, true",
    "@a, true",
    "007, true",
    "' =1', true",
    "1/2, true",
    "a=1, false",
    "Ann, false",
    "' ', false",
    "'''=1', false"
  })
  void whatTypingWouldChangeHasTheFormatText(String cell, boolean formatted) throws IOException {
    WrittenBook book = WrittenBook.ofColumn(List.of(cell, "x"));

    assertThat(book.part("xl/styles.xml").contains("formatCode=\"@\"")).isEqualTo(formatted);
  }

  @Test
  void aCellThatIsTooLongIsCutAndCounted() throws IOException {
    ResultSurvey survey = new ResultSurvey(List.of("id", "text"), List.of(), false);
    String fits = "x".repeat(32_766) + "y";
    String halved = "x".repeat(32_766) + "😀";
    for (String text : List.of("a", fits, fits + "z", halved)) {
      survey.write(new String[] {"1", text}, List.of(), WrittenBook.SUCCEEDED);
    }

    assertThat(survey.cutCells()).isEqualTo(2);
    assertThat(survey.firstCut())
        .contains(
            "Row 1, `text`: a workbook's cell holds 32,767 characters, and this one has 32,768:"
                + " write a .csv.");
    assertThat(WrittenBook.ofColumn(List.of(fits, fits + "z", halved)).column(0))
        .containsExactly(fits, fits, "x".repeat(32_766));
  }

  @ParameterizedTest
  @CsvSource({
    "1048575, 16384, true",
    "1048576, 1, false",
    "1, 16385, false",
    "9223372036854775807, 1, false"
  })
  void whatASheetHolds(long rows, int columns, boolean fits) {
    assertThat(SheetLimits.refusal(rows, columns).isEmpty()).isEqualTo(fits);
  }

  @Test
  void aResultWithoutRowsIsAHeader() throws IOException {
    assertThat(WrittenBook.ofColumn(List.of()).rows())
        .containsExactly(List.of("cell", "_status", "_error"));
  }

  @Test
  void whatItWritesToStaysOpen() throws IOException {
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    new ResultWorkbook(out, new ResultSurvey(List.of("a"), List.of(), false)).close();
    assertThat(closed[0]).isFalse();
  }

  private static String plain(String number) {
    return new java.math.BigDecimal(number).toPlainString();
  }
}
