package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.csv.InputOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/// Workbooks that somebody else wrote.
class FastexcelTest {

  @Test
  void valuesAreThoseThatWereWritten() throws IOException {
    List<List<String>> wanted =
        new ArrayList<>(List.of(List.of("text", "number", "day", "at", "yes")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Data");
      for (int column = 0; column < 5; column++) {
        sheet.value(0, column, wanted.getFirst().get(column));
      }
      sheet.range(1, 2, 300, 2).style().format("yyyy-mm-dd").set();
      sheet.range(1, 3, 300, 3).style().format("yyyy-mm-dd hh:mm:ss").set();
      for (int row = 1; row <= 300; row++) {
        LocalDateTime at = LocalDateTime.of(2024, 2, 28, 23, 59, 58).plusSeconds(row * 7919L);
        sheet.value(row, 0, "Größe " + row + " <&> \"x\"\n😀");
        sheet.value(row, 1, row * 0.1);
        sheet.value(row, 2, at.toLocalDate());
        sheet.value(row, 3, at);
        sheet.value(row, 4, row % 2 == 0);
        wanted.add(row(row, at));
      }
      sheet.hideRow(3);
    }

    Taken taken = Taken.in(bytes.toByteArray(), "data.xlsx", InputOptions.DEFAULT);

    assertThat(taken.rows()).isEqualTo(wanted);
    assertThat(taken.intake().notes()).containsExactly("the hidden row 4 is read too");
  }

  private static List<String> row(int row, LocalDateTime at) {
    LocalDate day = at.toLocalDate();
    String number = String.valueOf(row * 0.1);
    return List.of(
        "Größe " + row + " <&> \"x\"\n😀",
        number.endsWith(".0") ? number.substring(0, number.length() - 2) : number,
        day.toString(),
        day + "T" + at.toLocalTime().format(java.time.format.DateTimeFormatter.ISO_TIME),
        row % 2 == 0 ? "TRUE" : "FALSE");
  }
}
