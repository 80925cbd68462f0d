package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCsvTest {

  private static final RowMeta META =
      new RowMeta(7, "failed", "a reason", "timeout", "ask", 3, 12, 34, "0.00056", 78, 1);

  @Test
  void inputColumnsComeFirstThenAddedOnesThenStatusAndError() throws IOException {
    assertThat(written(List.of("id"), "1", ResultOptions.DEFAULT))
        .isEqualTo("id,answer,_status,_error\r\n1,yes,failed,a reason\r\n");
  }

  @Test
  void fullMetaAddsWhatARowTook() throws IOException {
    assertThat(written(List.of("id"), "1", new ResultOptions(true, false, false)))
        .startsWith("id,answer,_status,_error,_row,_error_code,_error_step,_attempts,")
        .contains(",_input_tokens,_output_tokens,_cost_usd,_latency_ms,_cached\r\n")
        .endsWith("\r\n1,yes,failed,a reason,7,timeout,ask,3,12,34,0.00056,78,1\r\n");
  }

  @Test
  void aUsersColumnOfOurNameWins() throws IOException {
    assertThat(written(List.of("_status"), "mine", ResultOptions.DEFAULT))
        .startsWith("_status,answer,__status,_error\r\nmine,yes,failed");
  }

  @Test
  void theByteOrderMarkComesFirstWhenAskedFor() throws IOException {
    assertThat(written(List.of("id"), "1", new ResultOptions(false, false, true)))
        .startsWith("\ufeffid,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+a", "-a", "@x", "-", "+", "-5-", "+1.5e", "=", "-1 2"})
  void whatASpreadsheetWouldComputeGetsAnApostrophe(String value) throws IOException {
    assertThat(written(List.of("id"), value, ResultOptions.DEFAULT)).contains("\r\n'" + value);
    assertThat(written(List.of("id"), value, new ResultOptions(false, true, false)))
        .contains("\r\n" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "+1.5e3", "-.5", "1", "+7.", "-1E-9", "a=b", "'x", ""})
  void numbersAndTextStayAsTheyAre(String value) throws IOException {
    assertThat(written(List.of("id"), value, ResultOptions.DEFAULT))
        .contains("\r\n" + value + ",yes");
  }

  @Test
  void headersAreGuardedToo() throws IOException {
    assertThat(written(List.of("=cmd"), "1", ResultOptions.DEFAULT)).startsWith("'=cmd,");
  }

  private static String written(List<String> header, String cell, ResultOptions options)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultCsv csv = new ResultCsv(bytes, header, List.of("answer"), options)) {
      csv.write(new String[] {cell}, List.of("yes"), META);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
